#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# ruff: noqa
# fmt: off
# mypy: ignore-errors
"""Score extracted facts of Vietnamese news against hand-made gold facts (standard library only).

    score.py gold.json predicted.json [--verbose] [--strict-dups] [--ignore-teasers]
             [--lenient] [--files 000,003] [--json FILE] [--min-f1 X]

predicted.json: a list of {"file","title","published","byline","url",
  "people":[{"name","titles":[],"roles":[{"position","organisation"}]}],
  "organisations":[{"name"}], "places":[{"name"}], "dates":[{"text","value"}],
  "figures":[{"text","value","unit"}], "events":[{"name","date","attendance"}],
  "topics":[..], "statements":[{"speaker","text"}]}
A list of plain strings is accepted wherever a list of {"name"} is. A gold file is itself a valid prediction.

Matching (see NOTES.md):
  strings        NFC, casefold, white space and dashes unified, uỷ=ủy; in names also UBND=Ủy ban nhân dân,
                 TP=thành phố, CATP=Công an thành phố, TPHCM=Thành phố Hồ Chí Minh
  people         the bare name; honorific or rank before it is ignored
  titles, roles  of a matched person; a role needs the position and an organisation that is a known form
                 or overlaps (token F1 >= 0.6) without naming another province
  organisations  any form, canonical name or alternative, whole string (--lenient: token F1 >= 0.75)
  places         any form; 'tỉnh', 'thành phố', ... before the name is ignored
  dates          value (as an interval of days) and overlapping text
  figures        value and unit
  events         token F1 of the name >= 0.6; then date and attendance as separate slots (event_slots)
  topics         whole title (or token F1 >= 0.85)
  statements     speaker, and both texts start in the same sentence
Gold items marked optional, and second copies of a found item, are neither hits nor errors
(--strict-dups makes second copies errors).  A fact that stands only in a teaser of another article is an
error unless --ignore-teasers.  Exit status: 0; 1 when --min-f1 is not reached; 2 when the input is unusable.
"""
import argparse, datetime, functools, json, os, re, sys, unicodedata

KINDS = ["meta", "people", "titles", "roles", "organisations", "places", "dates", "figures",
         "events", "event_slots", "topics", "statements"]
EXTRA = ["captions", "boilerplate", "documents", "outlet", "agency", "figure.change", "figure.approx",
         "figure.target", "event.chair", "event.place", "statement.kind", "statement.verb"]
PROVINCES = """an giang|bà rịa|bạc liêu|bắc giang|bắc kạn|bắc ninh|bến tre|bình dương|bình định|bình phước|bình thuận|cà mau|
cao bằng|cần thơ|đà nẵng|đắk lắk|đắk nông|điện biên|đồng nai|đồng tháp|gia lai|hà giang|hà nam|hà nội|hà tĩnh|hải dương|
hải phòng|hậu giang|hòa bình|hưng yên|khánh hòa|kiên giang|kon tum|lai châu|lạng sơn|lào cai|lâm đồng|long an|nam định|
nghệ an|ninh bình|ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị|sóc trăng|sơn la|
tây ninh|thái bình|thái nguyên|thanh hóa|huế|tiền giang|tphcm|trà vinh|tuyên quang|vĩnh long|vĩnh phúc|yên bái|chính phủ|trung ương""".replace("\n", "").split("|")

# ---------------------------------------------------------------- text
_TONE = {}
for _pair in ("oa", "oe", "uy"):
    for _t in "\u0300\u0301\u0303\u0309\u0323":
        new = unicodedata.normalize("NFC", _pair[0] + _pair[1] + _t)      # hoà, uỷ
        old = unicodedata.normalize("NFC", _pair[0] + _t + _pair[1])      # hòa, ủy
        _TONE[new] = old


def norm(s):
    """NFC, casefold, one blank for any white space, one kind of dash and quote, outer punctuation off."""
    return "" if s is None else _norm(str(s))


@functools.lru_cache(maxsize=None)
def _norm(s):
    s = unicodedata.normalize("NFC", s).casefold()
    s = unicodedata.normalize("NFC", s)
    s = re.sub(r"[\u200b-\u200f\ufeff\u00ad]", "", s)
    s = re.sub(r"[‐‑‒–—−]", "-", s)
    s = re.sub(r"[“”„«»\"]", '"', s).replace("’", "'").replace("‘", "'").replace("…", "...")
    for a, b in _TONE.items():
        if a in s:
            s = s.replace(a, b)
    s = re.sub(r"\s+", " ", s).strip()
    return s.strip(" .,;:|\"'-").strip()


_SHORT = [(r"\bủy ban nhân dân\b", "ubnd"), (r"\bcatp\b", "công an thành phố"), (r"\bca tp\b", "công an thành phố"),
          (r"\b(?:thành phố|tp\.?) ?hồ chí minh\b", "tphcm"), (r"\btp\.? ?hcm\b", "tphcm"), (r"\bthành phố hcm\b", "tphcm"),
          (r"\bthành phố\b", "tp"), (r"\btp\. ?", "tp "), (r"\bt\.p\.? ?", "tp "), (r"\bbcđ\b", "ban chỉ đạo"),
          (r"\bthông tấn xã việt nam\b", "ttxvn"), (r"\bbáo quân đội nhân dân\b", "qđnd"), (r"\bquân đội nhân dân\b", "qđnd"),
          (r"\blđ ?-? ?tb ?(?:&|và) ?xh\b", "lao động - thương binh và xã hội"), (r"\blđtbxh\b", "lao động - thương binh và xã hội")]


def canon(s):
    """norm + abbreviations brought to one (short) form, punctuation dropped."""
    return "" if s is None else _canon(str(s))


@functools.lru_cache(maxsize=None)
def _canon(s):
    s = norm(s)
    for a, b in _SHORT:
        s = re.sub(a, b, s)
    s = re.sub(r"[^\w%]+", " ", s).strip()
    return re.sub(r"^(?:các|những) ", "", s)


def plain(s):
    """norm without punctuation, abbreviations left alone (running text; a cut text may end inside 'thành | phố')"""
    return re.sub(r"[^\w%]+", " ", norm(s)).strip()


def toks(s):
    return re.findall(r"\w+|%", canon(s))


def f1_tokens(a, b):
    a, b = list(a), list(b)
    if not a or not b:
        return 0.0
    rest, hit = list(b), 0
    for t in a:
        if t in rest:
            rest.remove(t); hit += 1
    return 2.0 * hit / (len(a) + len(b))


def provinces(s):
    """provinces (and the level words Chính phủ, Trung ương) a name contains: two names with different ones are two bodies"""
    c = " " + canon(s) + " "
    if "học viện" in c:                       # '... Hồ Chí Minh' there is no place
        c = c.replace("tphcm", "")
    return {p for p in PROVINCES if " " + p + " " in c}


def index_of(part, whole):
    """position of a list of words in another"""
    for i in range(len(whole) - len(part) + 1):
        if whole[i:i + len(part)] == part:
            return i
    return None


def contains(a, b):
    """one normalised text inside the other, at word borders"""
    a, b = " " + canon(a) + " ", " " + canon(b) + " "
    return bool(a.strip()) and bool(b.strip()) and (a in b or b in a)


# ---------------------------------------------------------------- values
def day_range(v):
    """'2024', '2024-05', '2024-05-29', '2024-Q1', '2024-H1', 'a/b' -> (first day, last day); else the string"""
    if v is None:
        return None
    s = str(v).strip()
    if "/" in s:
        a, _, b = s.partition("/")
        ra, rb = day_range(a), day_range(b)
        if isinstance(ra, tuple) and isinstance(rb, tuple):
            return (ra[0], rb[1])
        return s.lower()
    m = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?", s)
    try:
        if m:
            y, mo, d = m.group(1), m.group(2), m.group(3)
            y = int(y)
            if d:
                x = datetime.date(y, int(mo), int(d)); return (x, x)
            if mo:
                first = datetime.date(y, int(mo), 1)
                nxt = datetime.date(y + int(mo) // 12, int(mo) % 12 + 1, 1)
                return (first, nxt - datetime.timedelta(1))
            return (datetime.date(y, 1, 1), datetime.date(y, 12, 31))
        m = re.fullmatch(r"(\d{4})-?([QH])([1-4])", s, re.I)
        if m:
            n = 3 if m.group(2).upper() == "Q" else 6
            last = int(m.group(3)) * n
            a = day_range("%s-%02d" % (m.group(1), last - n + 1)); b = day_range("%s-%02d" % (m.group(1), last))
            return (a[0], b[1])
    except ValueError:
        pass
    return s.lower()


def number(v):
    if isinstance(v, bool) or v is None:
        return None
    if isinstance(v, (int, float)):
        return float(v)
    s = str(v).strip().replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", s):
        s = s.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d+", s):
        s = s.replace(",", ".")
    try:
        return float(s)
    except ValueError:
        return None


def same_number(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def as_list(x):
    if x is None:
        return []
    return list(x) if isinstance(x, (list, tuple)) else [x]


def named(x, *keys):
    """a list item as a dict with 'name' (or the first of keys)"""
    if isinstance(x, dict):
        d = dict(x)
        for k in keys:
            if d.get(k) is not None:
                d.setdefault(keys[0], d[k]); break
        return d
    return {keys[0]: x}


# ---------------------------------------------------------------- matching
class Tally(object):
    def __init__(self):
        self.tp = self.fp = self.fn = self.neutral = 0
        self.miss, self.false, self.dup = [], [], []

    def add(self, o):
        for k in ("tp", "fp", "fn", "neutral"):
            setattr(self, k, getattr(self, k) + getattr(o, k))
        self.miss += o.miss; self.false += o.false; self.dup += o.dup

    def prf(self):
        p = self.tp / (self.tp + self.fp) if self.tp + self.fp else (1.0 if not self.fn else 0.0)
        r = self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0
        return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def assign(golds, preds, score):
    """best-first one-to-one assignment; returns {pred index: gold index} and the table of scores"""
    cells, table = [], {}
    for i, p in enumerate(preds):
        for j, g in enumerate(golds):
            s = score(g, p)
            if s > 0:
                table[i, j] = s
                cells.append((-(s - (0.001 if g.get("optional") else 0)), j, i))
    cells.sort()
    got, used = {}, set()
    for _, j, i in cells:
        if i not in got and j not in used:
            got[i] = j; used.add(j)
    return got, table


def settle(golds, preds, score, opt, show_g, show_p, teaser=None, ignorable=None):
    """count one kind of one file"""
    t = Tally()
    got, table = assign(golds, preds, score)
    used = set(got.values())
    for i, p in enumerate(preds):
        if i in got:
            if golds[got[i]].get("optional"):
                t.neutral += 1
            else:
                t.tp += 1
        elif any(a == i for a, _ in table):
            if opt.strict_dups and not all(golds[j].get("optional") for a, j in table if a == i):
                t.fp += 1; t.false.append("second copy: " + show_p(p))
            else:
                t.neutral += 1; t.dup.append(show_p(p))
        elif ignorable and ignorable(p):
            t.neutral += 1
        elif teaser and teaser(p):
            if opt.ignore_teasers:
                t.neutral += 1
            else:
                t.fp += 1; t.false.append(show_p(p) + "   [stands in a teaser of another article]")
        else:
            t.fp += 1; t.false.append(show_p(p))
    for j, g in enumerate(golds):
        if j not in used and not g.get("optional"):
            t.fn += 1; t.miss.append(show_g(g))
    return t, got


HONORIFIC = re.compile(r"^(?:ông|bà|anh|chị|đồng chí|đ/c|các đồng chí)\s+")
ADMIN = re.compile(r"^(?:tỉnh|tp|thị xã|thị trấn|quận|huyện|phường|xã|nước|thủ đô)\s+(?=\w)")


def bare_person(s, titles=()):
    s, before = norm(s), None
    while s != before:
        before = s
        s = HONORIFIC.sub("", s)
        for t in titles:
            t = norm(t)
            if t and s.startswith(t + " "):
                s = s[len(t) + 1:]
        s = re.sub(r"^(?:pgs|gs|ts|ths|thiếu tướng|trung tướng|thượng tướng|đại tướng|đại tá|thượng tá|trung tá|thiếu tá)[. ]+", "", s).strip()
    return s


def org_names(o):
    out = [o.get("name"), o.get("canonical")] + as_list(o.get("forms")) + as_list(o.get("alt"))
    return [canon(x) for x in out if x and x not in o.get("nominal_forms", [])]


def is_nominal(golds):
    """a bare 'tỉnh', 'TP', 'Ban': points at a gold item but names nothing; neither hit nor error"""
    return lambda p: any(norm(p.get("name")) == norm(f) for g in golds for f in g.get("nominal_forms", []))


def sc_org(opt):
    def f(g, p):
        c, names = canon(p.get("name")), org_names(g)
        if not c:
            return 0
        if c == canon(g["name"]):
            return 1.0
        if c in names:
            return 0.95
        if opt.lenient:
            pv = provinces(c)
            best = max(f1_tokens(c.split(), n.split()) for n in names)
            gv = set().union(*[provinces(n) for n in names])
            if best >= 0.75 and not (pv and gv and not pv & gv):
                return 0.5 * best
        return 0
    return f


def place_keys(x):
    c = canon(x)
    s = ADMIN.sub("", c)
    return {c, s, "tphcm" if s == "hồ chí minh" else s}


def sc_place(g, p):
    k = place_keys(p.get("name"))
    if k & place_keys(g["name"]):
        return 1.0
    forms = [f for f in as_list(g.get("forms")) + as_list(g.get("alt")) if f not in g.get("nominal_forms", [])]
    return 0.9 if canon(p.get("name")) and any(k & place_keys(f) for f in forms) else 0


def sc_date(g, p):
    pv = day_range(p.get("value"))
    if pv is None:
        return 0
    if pv == day_range(g["value"]):
        base = 1.0
    elif any(pv == day_range(v) for v in as_list(g.get("value_alt"))):
        base = 0.8
    else:
        return 0
    text, best = p.get("text"), 0
    for f in [g["text"]] + as_list(g.get("forms")):
        if norm(text) == norm(f):
            best = 1.0; break
        a, b = set(toks(text)), set(toks(f))
        if contains(text, f) or (a and b and len(a & b) / min(len(a), len(b)) >= 0.5):
            best = max(best, 0.5 + 0.4 * f1_tokens(toks(text), toks(f)))
    return base * best


CURRENCY = {"đồng", "vnd", "vnđ", "đ", "việt nam đồng"}


def unit_ok(g, p):
    pu = canon(p.get("unit")).replace("phần trăm", "%").replace("percent", "%")
    if not pu:
        return False
    gu = canon(g["unit"])
    pt = set(re.findall(r"\w+|%", pu)) - {"tỷ", "tỉ", "triệu", "nghìn", "ngàn"}
    money = pu in CURRENCY or (bool(pt & {"đồng", "vnd", "vnđ"}) and "chí" not in pt)
    if gu == "%":
        return "%" in pt
    if gu == "đồng":
        return money
    if money or "%" in pt:
        return False
    gt = set(gu.split()) | set(w for w in toks(g["text"]) if not w.isdigit())
    return bool(pt & (gt - {"hơn", "trên", "gần", "khoảng", "tăng", "giảm"}))


def sc_figure(g, p):
    if isinstance(p.get("value"), (list, tuple)) or isinstance(g["value"], (list, tuple)):     # a range: [low, high]
        a, b = as_list(p.get("value")), as_list(g["value"])
        pairs = [(number(x), float(y)) for x, y in zip(a, b)]
        if len(a) != len(b) or any(x is None or not same_number(x, y) for x, y in pairs) or not unit_ok(g, p):
            return 0
        return 0.8 + 0.2 * f1_tokens(toks(p.get("text")), toks(g["text"]))
    v = number(p.get("value"))
    if v is None or not unit_ok(g, p):
        return 0
    pu = canon(p.get("unit"))
    mult = 1e9 if re.search(r"\bt[ỷỉ]\b", pu) else 1e6 if "triệu" in pu else 1e3 if re.search(r"\bng(?:hìn|àn)\b", pu) else 1
    gv = float(g["value"])
    if not (same_number(v, gv) or (mult != 1 and same_number(v * mult, gv))):
        return 0
    return 0.8 + 0.2 * f1_tokens(toks(p.get("text")), toks(g["text"]))


def sc_event(g, p):
    c, best = toks(p.get("name")), 0
    for n in [g["name"]] + as_list(g.get("name_alt")):
        s = f1_tokens(c, toks(n))
        if s < 0.6 and contains(p.get("name"), n) and min(len(c), len(toks(n))) >= 5:
            s = 0.6
        best = max(best, s)
    if best < 0.6:
        return 0
    pd, gd = day_range(p.get("date")), day_range(g.get("date"))
    return best + (0.05 if pd is not None and pd == gd else 0)


def sc_topic(g, p):
    a, best = canon(p.get("text")), 0
    for n in [g["text"]] + g["alt"]:
        b = canon(n)
        s = 1.0 if a == b else f1_tokens(a.split(), b.split())
        if s >= 0.85:
            best = max(best, s if n == g["text"] else s * 0.9)
    return best


def sc_statement(people):
    def names(g):
        out = [g["speaker"]] + as_list(g.get("speaker_form")) + as_list(g.get("speaker_alt"))
        for q in people:
            if norm(q["name"]) == norm(g["speaker"]):
                out += q.get("forms", [])
        return out

    def f(g, p):
        sp = norm(p.get("speaker"))
        if not sp:
            return 0
        ns = [norm(x) for x in names(g)]
        if not (sp in ns or bare_person(sp) in ns or norm(g["speaker"]) in sp):
            return 0
        t = plain(p.get("text"))
        if not t:
            return 0
        starts = [plain(g["text_start"])] + [plain(x) for x in as_list(g.get("text_start_alt"))]
        if any(t.startswith(x) for x in starts):
            return 1.0
        sent = plain(g.get("sentence") or g.get("text") or g["text_start"]).split()
        body = plain(g.get("text") or g["text_start"]).split()
        head, first = t.split()[:6], starts[0].split()
        i, j = index_of(head, sent), index_of(first, sent)
        if i is None or j is None:
            return 0
        if i < j:                      # begins with the attribution ('Tại Hội nghị, ông ... cho biết ...') and must reach the content
            return 0.9 if starts[0] in t or (j - i) + 3 <= len(t.split()) else 0
        if i - j <= 8 or f1_tokens(t.split(), body) >= 0.5:
            return 0.7
        return 0
    return f


# ---------------------------------------------------------------- one file
def score_file(gold, pred, opt):
    res, extra = {}, {}
    pred = pred or {}

    # --- meta: title, published, byline, url
    t = Tally()
    pub = gold.get("published") or {}
    slots = [("title", gold.get("title"), as_list(gold.get("title_alt"))),
             ("published", pub.get("value"), pub.get("alt", [])),
             ("byline", gold.get("byline"), gold.get("byline_alt", [])),
             ("url", gold.get("url"), gold.get("url_alt", []))]
    t.slots = {}
    for k, g, alt in slots:
        p = pred.get(k)
        if isinstance(p, dict):
            p = p.get("value", p.get("name"))
        if isinstance(p, (list, tuple)):
            p = ", ".join(str(x.get("name") if isinstance(x, dict) else x) for x in p)
        p = p or None
        eq = (lambda a, b: day_range(a) == day_range(b)) if k == "published" else (lambda a, b: norm(a) == norm(b))
        if k == "url":
            eq = lambda a, b: norm(a).rstrip("/") == norm(b).rstrip("/")
        if p is None and g is None:
            t.slots[k] = True
        elif p is None:
            if None in alt:
                t.neutral += 1; t.slots[k] = True
            else:
                t.fn += 1; t.slots[k] = False; t.miss.append("%s: %s" % (k, g))
        elif g is not None and (eq(p, g) or any(a is not None and eq(p, a) for a in alt)):
            t.tp += 1; t.slots[k] = True
        elif g is None and any(a is not None and eq(p, a) for a in alt):
            t.neutral += 1; t.slots[k] = True
        else:
            t.fp += 1; t.slots[k] = False; t.false.append("%s: %s" % (k, p))
            if g is not None and None not in alt:
                t.fn += 1; t.miss.append("%s: %s" % (k, g))
    res["meta"] = t

    teasers = gold.get("teasers", [])

    def in_teaser(key, test):
        return lambda p: any(test(x, p) for z in teasers for x in z.get(key, []))

    # --- people
    G = gold.get("people", [])
    P = [named(x, "name", "text") for x in as_list(pred.get("people"))]

    def sc_person(g, p):
        s = bare_person(p.get("name"), g.get("title", []))
        if s and s == norm(g["name"]):
            return 1.0
        if opt.lenient and norm(p.get("name")) in [norm(f) for f in g.get("forms", [])]:
            return 0.5
        return 0
    res["people"], got = settle(G, P, sc_person, opt, lambda g: g["name"], lambda p: str(p.get("name")),
                                in_teaser("people", lambda x, p: norm(x) == bare_person(p.get("name"))),
                                is_nominal(G))
    # every prediction that denotes a gold person (copies too) hands its titles and roles to that person
    owner = {}
    for i, p in enumerate(P):
        for j, g in enumerate(G):
            if got.get(i) == j or (i not in got and sc_person(g, p) > 0) or \
               (i not in got and norm(p.get("name")) in [norm(f) for f in g.get("nominal_forms", [])]):
                owner[i] = j; break

    tt, tr = Tally(), Tally()
    orgs = {o["name"]: o for o in gold.get("organisations", [])}
    for j, g in enumerate(G):
        mine = [P[i] for i in sorted(owner) if owner[i] == j]
        titles, roles = [], []
        for p in mine:
            titles += [{"text": x} for x in as_list(p.get("titles", p.get("title"))) if x]
            roles += [x for x in as_list(p.get("roles")) if isinstance(x, dict)]
        if g.get("optional"):
            tt.neutral += len(titles); tr.neutral += len(roles); continue
        gt = [{"text": x, "alt": g.get("title_alt", {}).get(x, [])} for x in g.get("title", [])]
        hon = {norm(x) for x in g.get("honorifics", [])} | {"ông", "bà", "đồng chí"}
        a, _ = settle(gt, titles, lambda x, y: 1.0 if norm(x["text"]) == norm(y["text"]) else
                      0.9 if norm(y["text"]) in [norm(z) for z in x["alt"]] else 0, opt,
                      lambda x: "%s: %s" % (g["name"], x["text"]), lambda y: "%s: %s" % (g["name"], y["text"]),
                      None, lambda y: norm(y["text"]) in hon)
        tt.add(a)

        def sc_role(r, p):
            pos = [norm(x) for x in [r["position"]] + r.get("position_alt", [])]
            if norm(p.get("position")) not in pos:
                return 0
            po = p.get("organisation", p.get("organization", p.get("org")))
            if isinstance(po, dict):
                po = po.get("name")
            if not r.get("organisation"):
                return 0 if po else 1.0
            if not po:
                return 0
            o = orgs.get(r.get("org_ref"), {})
            exact = [canon(r["organisation"])] + org_names(o) + [canon(x) for x in r.get("organisation_chain", [])]
            if canon(po) in exact:
                return 1.0
            soft = [x for x in [r["organisation"], o.get("name"), o.get("canonical")] if x]
            pv, gv = provinces(po), set().union(*[provinces(x) for x in soft])
            if pv and gv and not pv & gv:
                return 0
            # the organisation's superior after the comma does not make a match by itself
            soft = [x.split(",")[0] for x in soft]
            best = max(f1_tokens(toks(po), toks(x)) for x in soft)
            return 0.9 * best if best >= 0.6 else 0
        show = lambda r: "%s: %s / %s" % (g["name"], r.get("position"), r.get("organisation"))
        a, _ = settle(g.get("roles", []), roles, sc_role, opt, show, show)
        tr.add(a)
    for i, p in enumerate(P):
        if i not in owner:
            for x in as_list(p.get("titles", p.get("title"))):
                if x and norm(x) not in ("ông", "bà", "đồng chí"):
                    tt.fp += 1; tt.false.append("%s: %s" % (p.get("name"), x))
            for r in as_list(p.get("roles")):
                if isinstance(r, dict):
                    tr.fp += 1; tr.false.append("%s: %s / %s" % (p.get("name"), r.get("position"), r.get("organisation")))
    res["titles"], res["roles"] = tt, tr

    # --- organisations, places
    P = [named(x, "name", "text") for x in as_list(pred.get("organisations", pred.get("organizations")))]
    res["organisations"], _ = settle(gold.get("organisations", []), P, sc_org(opt), opt, lambda g: g["name"], lambda p: str(p.get("name")),
                                     in_teaser("organisations", lambda x, p: canon(x) == canon(p.get("name"))),
                                     is_nominal(gold.get("organisations", [])))
    P = [named(x, "name", "text") for x in as_list(pred.get("places"))]
    res["places"], _ = settle(gold.get("places", []), P, sc_place, opt, lambda g: g["name"], lambda p: str(p.get("name")),
                              in_teaser("places", lambda x, p: bool(place_keys(x) & place_keys(p.get("name")))),
                              is_nominal(gold.get("places", [])))

    # --- dates
    P = [named(x, "text", "name") for x in as_list(pred.get("dates"))]
    show = lambda d: "%s = %s" % (d.get("text"), d.get("value"))
    res["dates"], _ = settle(gold.get("dates", []), P, sc_date, opt, show, show, in_teaser("dates", lambda x, p: sc_date(x, p) > 0),
                             lambda p: p.get("value") is None)

    # --- figures (the target of 'achieved/target' is an optional figure of its own)
    G = list(gold.get("figures", []))
    for g in gold.get("figures", []):
        if g.get("target") is not None:
            G.append(dict(text=g["text"], value=g["target"], unit=g["unit"], optional=True))
    P = [named(x, "text") for x in as_list(pred.get("figures"))]
    show = lambda d: "%s = %s %s" % (d.get("text"), d.get("value"), d.get("unit"))
    res["figures"], got = settle(G, P, sc_figure, opt, show, show, in_teaser("figures", lambda x, p: sc_figure(x, p) > 0))

    def ex(key, ok, label=""):
        e = extra.setdefault(key, [0, 0, []])
        e[1] += 1; e[0] += bool(ok)
        if not ok:
            e[2].append(label)
    for i, j in got.items():
        if G[j].get("optional"):
            continue
        for k in ("change", "approx", "target"):
            if k in P[i] and (k != "target" or G[j].get("target") is not None):
                ok = P[i][k] == G[j].get(k) or P[i][k] in as_list(G[j].get(k + "_alt"))
                ex("figure." + k, ok, "%s: %s, not %s" % (G[j]["text"], P[i][k], G[j].get(k)))

    # --- events
    G = gold.get("events", [])
    P = [named(x, "name", "title", "text") for x in as_list(pred.get("events"))]
    res["events"], got = settle(G, P, sc_event, opt, lambda g: g["name"], lambda p: str(p.get("name")),
                                in_teaser("events", lambda x, p: sc_event({"name": x}, p) > 0))
    t = Tally()
    for j, g in enumerate(G):
        if g.get("optional"):
            continue
        i = next((a for a, b in got.items() if b == j), None)
        p = P[i] if i is not None else {}
        for k in ("date", "attendance"):
            gv, pv = g.get(k), p.get(k)
            eq = (lambda a, b: day_range(a) == day_range(b)) if k == "date" else (lambda a, b: same_number(number(a), number(b)))
            if gv is None and pv is None:
                continue
            if pv is None:
                t.fn += 1; t.miss.append("%s of %s = %s" % (k, g["name"], gv))
            elif gv is not None and eq(gv, pv):
                t.tp += 1
            elif any(eq(a, pv) for a in as_list(g.get(k + "_alt"))):
                t.neutral += 1
            else:
                t.fp += 1; t.false.append("%s of %s = %s" % (k, g["name"], pv))
                if gv is not None:
                    t.fn += 1; t.miss.append("%s of %s = %s" % (k, g["name"], gv))
        if i is not None:
            if "chair" in p:
                ex("event.chair", bare_person(p["chair"]) in [norm(x) for x in [g.get("chair")] + as_list(g.get("chair_alt"))],
                   "%s: %s" % (g["name"], p["chair"]))
            if "place" in p:
                ok = norm(p["place"]) == norm(g.get("place")) or (p["place"] and g.get("place") and contains(p["place"], g["place"])) \
                    or (not p["place"] and not g.get("place_stated", True))
                ex("event.place", ok, "%s: %s" % (g["name"], p["place"]))
    res["event_slots"] = t

    # --- topics
    alt = gold.get("topics_alt", {})
    G = [{"text": x, "alt": alt.get(x, [])} for x in gold.get("topics", [])]
    P = [named(x, "text", "title", "name") for x in as_list(pred.get("topics"))]
    res["topics"], _ = settle(G, P, sc_topic, opt, lambda g: g["text"], lambda p: str(p.get("text")))

    # --- statements
    G = gold.get("statements", [])
    P = [named(x, "text", "text_start", "content") for x in as_list(pred.get("statements"))]
    show = lambda s: "%s: %s ..." % (s.get("speaker"), " ".join(str(s.get("text_start") or s.get("text")).split()[:10]))
    res["statements"], got = settle(G, P, sc_statement(gold.get("people", [])), opt, show, show)
    for i, j in got.items():
        if G[j].get("optional"):
            continue
        for k in ("kind", "verb"):
            if k in P[i] and G[j].get(k):
                ok = norm(P[i][k]) in [norm(x) for x in [G[j][k]] + as_list(G[j].get(k + "_alt"))]
                ex("statement." + k, ok, "%s: %s, not %s" % (show(G[j]), P[i][k], G[j][k]))

    # --- extras: only where the prediction has the key
    for key in ("captions", "boilerplate", "documents"):
        if key not in pred:
            continue
        al = gold.get(key + "_alt", {})
        G = [{"text": x, "alt": al.get(x, []), "optional": norm(x) == ""} for x in gold.get(key, [])]
        G += [{"text": x, "alt": [], "optional": True} for x in gold.get(key + "_optional", [])]
        if key == "boilerplate":
            G += [{"text": x, "alt": [], "optional": True} for x in gold.get("meta_lines", []) + gold.get("meta_inline", [])]
        P = [named(x, "text", "name", "title") for x in as_list(pred[key])]
        extra[key], _ = settle(G, P, lambda g, p: 1.0 if canon(p.get("text")) == canon(g["text"]) else
                               0.9 if canon(p.get("text")) in [canon(z) for z in g["alt"]] else 0, opt,
                               lambda g: g["text"], lambda p: str(p.get("text")))
    for key in ("outlet", "agency"):
        if key in pred:
            p = pred[key] or None
            al = as_list(gold.get(key + "_alt")) + as_list(gold.get(key + "_canonical"))
            ok = (p is None and (gold.get(key) is None or None in al)) or \
                 (p is not None and canon(p) in [canon(x) for x in [gold.get(key)] + al if x])
            ex(key, ok, "%s, not %s" % (p, gold.get(key)))
    return res, extra


# ---------------------------------------------------------------- report
def stem(f):
    return re.sub(r"\.\w+(?=#|$)", "", os.path.basename(str(f or "")))


def line(name, t):
    p, r, f = t.prf()
    return "%-16s %5d %5d %5d %7d   %.3f  %.3f  %.3f" % (name, t.tp, t.fp, t.fn, t.neutral, p, r, f)


HEAD = "%-16s %5s %5s %5s %7s   %-5s  %-5s  %-5s" % ("kind", "hit", "false", "miss", "neutral", "P", "R", "F1")


def micro(tallies):
    m = Tally()
    for t in tallies:
        m.add(t)
    return m


def evaluate(gold, pred, opt):
    """-> ({kind: Tally}, {file: (results, extra)}, [file names only in the prediction])"""
    by = {}
    for p in pred:
        by[stem(p.get("file"))] = p
    def find(f):
        s = stem(f)
        if s in by:
            return by[s]
        return next((v for k, v in by.items() if k and s.split("_")[0].isdigit() and k.split("_")[0] == s.split("_")[0]), None)
    files, total = {}, {k: Tally() for k in KINDS}
    for g in gold:
        files[g["file"]] = score_file(g, find(g["file"]), opt)
        for k in KINDS:
            total[k].add(files[g["file"]][0][k])
    heads = {stem(g["file"]).split("_")[0] for g in gold}
    strangers = [p.get("file") for p in pred if stem(p.get("file")).split("_")[0] not in heads]
    return total, files, strangers


def load(path):
    with open(path, encoding="utf-8") as f:
        x = json.load(f)
    if isinstance(x, dict):
        for k in ("articles", "documents", "files", "results"):
            if isinstance(x.get(k), list):
                return x[k]
        if "file" in x:
            return [x]
        return [dict(v, file=k) for k, v in x.items() if isinstance(v, dict)]
    return x


def main(argv=None):
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("gold"); ap.add_argument("predicted")
    ap.add_argument("--verbose", "-v", action="store_true", help="per file, with misses and false alarms")
    ap.add_argument("--strict-dups", action="store_true", help="a second copy of a found item is an error")
    ap.add_argument("--ignore-teasers", action="store_true", help="facts out of teaser blocks are no errors")
    ap.add_argument("--lenient", action="store_true", help="organisations by token F1 >= 0.75, people by any form")
    ap.add_argument("--files", help="only these files, e.g. 000,003")
    ap.add_argument("--json", help="write the result to this file")
    ap.add_argument("--min-f1", type=float, help="exit 1 when the micro average F1 is lower")
    opt = ap.parse_args(argv)
    try:
        gold, pred = load(opt.gold), load(opt.predicted)
    except (OSError, ValueError) as e:
        print("score.py: " + str(e), file=sys.stderr); return 2
    if opt.files:
        want = opt.files.split(",")
        keep = lambda a: any(stem(a.get("file")).startswith(w) for w in want)
        gold, pred = [a for a in gold if keep(a)], [a for a in pred if keep(a)]
    total, files, strangers = evaluate(gold, pred, opt)
    if opt.verbose:
        for f, (res, extra) in files.items():
            print("=== " + f); print(HEAD)
            for k in KINDS:
                print(line(k, res[k]))
            print(line("micro", micro(res[k] for k in KINDS)))
            for k in KINDS:
                for tag, xs in (("miss ", res[k].miss), ("FALSE", res[k].false), ("copy ", res[k].dup)):
                    for x in xs:
                        print("  %s %-13s %s" % (tag, k, x))
            for k, e in extra.items():
                if isinstance(e, Tally):
                    for tag, xs in (("miss ", e.miss), ("FALSE", e.false)):
                        for x in xs:
                            print("  %s %-13s %s" % (tag, k + "*", x[:110]))
                else:
                    for x in e[2]:
                        print("  wrong %-13s %s" % (k + "*", x))
            print()
    print("=== all %d files" % len(files)); print(HEAD)
    for k in KINDS:
        print(line(k, total[k]))
    m = micro(total.values())
    print("-" * len(HEAD)); print(line("micro average", m))
    print("%-16s %46.3f" % ("macro F1", sum(total[k].prf()[2] for k in KINDS) / len(KINDS)))
    slots = [ok for r, _ in files.values() for ok in r["meta"].slots.values()]
    print("meta slots right, empty ones included: %d of %d" % (sum(slots), len(slots)))
    ex = {}
    for _, extra in files.values():
        for k, e in extra.items():
            if isinstance(e, Tally):
                ex.setdefault(k, Tally()).add(e)
            else:
                z = ex.setdefault(k, [0, 0]); z[0] += e[0]; z[1] += e[1]
    if ex:
        print("\nnot in the averages (only what the prediction offers):")
        for k in EXTRA:
            if k in ex:
                print(line(k, ex[k]) if isinstance(ex[k], Tally) else "%-16s %d of %d right" % (k, ex[k][0], ex[k][1]))
    for s in strangers:
        print("warning: predicted file is not in the gold: %s" % s)
    if opt.json:
        pack = lambda t: dict(zip(("precision", "recall", "f1"), [round(x, 4) for x in t.prf()]), hit=t.tp, false=t.fp, miss=t.fn,
                              neutral=t.neutral, misses=t.miss, false_alarms=t.false)
        with open(opt.json, "w", encoding="utf-8") as out:
            json.dump({"kinds": {k: pack(total[k]) for k in KINDS}, "micro": pack(m),
                       "files": {f: {k: pack(r[k]) for k in KINDS} for f, (r, _) in files.items()}},
                      out, ensure_ascii=False, indent=1)
    if opt.min_f1 is not None and m.prf()[2] < opt.min_f1:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
