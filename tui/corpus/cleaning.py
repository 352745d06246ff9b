"""From what a loader read to an article: paragraphs told apart, page furniture set aside, nothing lost.

The page is taken as blocks and looked at from outside in: what is furniture wherever it stands, second
copies, headline and stamp above, signature and what follows it below; what is left is the article's own text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tui.corpus.blocks import Block, split
from tui.corpus.captions import LONGEST as LONGEST_CAPTION
from tui.corpus.captions import captions_of
from tui.corpus.furniture import furniture_of
from tui.corpus.headline import find_title, infer_title, is_section
from tui.corpus.metadata import Press, Signature, Stamp, press_of
from tui.corpus.outlets import Outlets, outlets_of
from tui.corpus.tail import drop_lists, drop_tail, is_lead, is_writer
from tui.lexicon.lexicon import Lexicon
from tui.model.article import Article, Dropped, Fields, Paragraph, Piece, Published, RawArticle
from tui.model.span import Span
from tui.text.folding import match_key

COPY_LENGTH = 40
"""Characters from which a line that stood before, anywhere above, is a second copy; a shorter one only right
below the first: "Ảnh minh họa." and "- Vâng." come back honestly."""
STAMP_WINDOW = 6
"""Blocks at either end of a page among which its stamp stands."""
HEAD_WINDOW = 8
"""Blocks below the headline among which share bars and buttons stand before the text."""
SAPO_GAP = 3
"""Blank lines that set a lead off below the article, as crawls of aggregators leave it."""
LONGEST_LEAD = 700
LONGEST_CREDIT = 60
"""Characters by which a caption with its photographer is longer than its second copy without."""

_PICTURE = re.compile(r"\s[-–]\s(?:Ảnh|Hình|Photo)\s\d{1,3}\.?\Z")
"""How pages number the pictures of an article."""

_Note = tuple[Block, Stamp | Signature]


def clean(raw: RawArticle, lexicon: Lexicon) -> Article:
    """The article in `raw`; every character of it that is not white space is in a piece or was dropped.

    A lead that the crawl left below the text is put back under the headline.
    """
    blocks = split(raw.text, _unfinished(lexicon))
    dropped: list[Dropped] = []
    blocks = _trim(blocks, dropped)
    press = press_of(lexicon)
    notes: list[_Note] = []
    blocks = _split_crawler_stamp(blocks, press, notes)
    _drop_furniture(blocks, lexicon)
    _drop_copies(blocks, lexicon)
    title = _given_title(_kept(blocks), raw.fields)
    if title is None:
        title = find_title(_kept(blocks), lexicon)
        if title is not None:
            title = _split_site(blocks, title, outlets_of(lexicon), notes)
    if title is not None:
        title.kind = "title"
        _drop_above(blocks, title, lexicon)
    lead = _lead_below(_kept(blocks))
    drop_lists([block for block in _kept(blocks) if block is not lead], lexicon)
    _find_stamps(blocks, press, notes)
    _writer_under_title(_kept(blocks), title, press, notes)
    drop_tail([block for block in _kept(blocks) if block is not lead], lexicon, notes)
    _name_kinds(blocks, title, lead, lexicon)
    return _article(raw, blocks, lead, dropped, notes, outlets_of(lexicon))


@lru_cache(maxsize=4)
def _unfinished(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.words("furniture.unfinished"))


def _kept(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.dropped is None]


def _trim(blocks: list[Block], dropped: list[Dropped]) -> list[Block]:
    """Blocks without the bars that stand at their ends."""
    trimmed = []
    for block in blocks:
        text = block.text
        if text[-1] == "|" and text.strip("| \t\xa0"):
            stop = len(text.rstrip("| \t\xa0"))
            rest = block.part(stop, len(text))
            dropped.append(Dropped("artefact", rest.text, rest.source))
            block = block.part(0, stop)
            block.barred = True
        trimmed.append(block)
    return trimmed


def _split_crawler_stamp(blocks: list[Block], press: Press, notes: list[_Note]) -> list[Block]:
    """Make the crawler's stamp a block of its own where it stands at the head of the first line."""
    stamp = press.crawler_stamp(blocks[0].text) if blocks else None
    if stamp is None:
        return blocks
    first, stop = blocks[0], stamp.evidence.stop
    head = first.part(0, stop)
    head.kind = "meta"
    notes.append((head, stamp))
    if not first.text[stop:].strip():
        return [head, *blocks[1:]]
    rest = first.part(stop, len(first.text))
    rest.barred = first.barred
    return [head, rest, *blocks[1:]]


def _drop_furniture(blocks: list[Block], lexicon: Lexicon) -> None:
    """Drop what is furniture wherever it stands; a caption label marks the line below it."""
    furniture = furniture_of(lexicon)
    labelled = False
    for block in blocks:
        if block.kind is None:
            block.dropped = furniture.kind_of(block.text)
            if block.dropped is None and furniture.is_related_line(block.text):
                block.dropped = "teaser"
            block.labelled = labelled
        labelled = block.dropped == "label"


def _drop_copies(blocks: list[Block], lexicon: Lexicon) -> None:
    """Drop second copies: right below the first, or of a long line anywhere."""
    captions = captions_of(lexicon)
    seen: set[str] = set()
    above, over = None, ""
    for block in blocks:
        if block.dropped is not None or block.kind is not None:
            continue
        key = match_key(block.text).rstrip(" .") if len(block.text) <= LONGEST_CAPTION else block.text
        copy = key == over
        if not copy and above is not None and over.startswith(key) and captions.has_credit(above.text):
            copy = len(over) - len(key) <= LONGEST_CREDIT
        copy = copy and len(key.split()) >= 3
        if copy and above is not None:
            above.doubled = True
        if copy or (len(key) >= COPY_LENGTH and key in seen and key[-1] != ":"):
            block.dropped = "duplicate"
            continue
        seen.add(key)
        above, over = block, key


def _drop_above(blocks: list[Block], title: Block, lexicon: Lexicon) -> None:
    """Drop menus and share bars over the text, and later copies of the headline."""
    furniture = furniture_of(lexicon)
    key, above, below = match_key(title.text), True, 0
    for block in blocks:
        if block is title or block.dropped is not None or block.kind is not None:
            continue
        above = above and not is_lead(block) and below < HEAD_WINDOW
        below += title.source < block.source
        if above and outlets_of(lexicon).named(block.text) is None:
            block.dropped = furniture.edge_kind_of(block.text)
            if block.dropped is None and block.source < title.source and is_section(block.text):
                block.dropped = "navigation"
        if block.dropped is None and _is_copy(block.text, title.text, key):
            block.dropped = "duplicate"


def _is_copy(text: str, title: str, key: str) -> bool:
    """True for the headline again, be it as the name of a picture: `… - Ảnh 1.`"""
    if len(text) > 2 * len(title):
        return False
    picture = _PICTURE.search(text)
    return match_key(text[: picture.start()] if picture else text) == key


def _given_title(blocks: list[Block], fields: Fields) -> Block | None:
    """The headline that the format of the file names, where it stands at the head of the text."""
    if not fields.title:
        return None
    key = match_key(fields.title)
    return next((block for block in blocks[:HEAD_WINDOW] if match_key(block.text) == key), None)


def _split_site(blocks: list[Block], title: Block, outlets: Outlets, notes: list[_Note]) -> Block:
    """The headline without the name of the site behind it, which browsers show: `… | VnExpress`.

    Behind a dash a name that is also a plain word (`… - Giao thông`) is left alone.
    """
    for bar in (" | ", " - ", " – "):
        head, _, site = title.text.rpartition(bar)
        outlet = outlets.named(site) if head.strip() else None
        if outlet is not None and (bar == " | " or site != site.capitalize()):
            break
    else:
        return title
    rest = title.part(0, len(head))
    name = title.part(len(head), len(title.text))
    name.dropped = "navigation"
    at = next(i for i, block in enumerate(blocks) if block is title)
    blocks[at : at + 1] = [rest, name]
    notes.append((rest, Signature(outlet=outlet)))
    return rest


def _find_stamps(blocks: list[Block], press: Press, notes: list[_Note]) -> None:
    """Mark stamps at both ends of the page, and the writer's line beside one under the headline."""
    kept = _kept(blocks)
    edges = {*range(STAMP_WINDOW + 1), *range(len(kept) - STAMP_WINDOW, len(kept))}
    for index in sorted(edges & set(range(len(kept)))):
        block = kept[index]
        stamp = press.stamp(block.text) if block.kind is None else None
        stamp = stamp or (_lone_crawler_stamp(press, block) if index <= STAMP_WINDOW else None)
        if stamp is None:
            continue
        block.kind = "meta"
        notes.append((block, stamp))
        beside = (
            kept[max(0, index - 1) : index] + kept[index + 1 : index + 2] if index <= STAMP_WINDOW else []
        )
        for line in beside:
            signature = press.signature(line.text) if line.kind is None else None
            if signature is not None:
                line.kind = "meta"
                if not press.is_place(line.text):
                    notes.append((line, signature))


def _lone_crawler_stamp(press: Press, block: Block) -> Stamp | None:
    """A crawler's stamp that is all of its line, below the headline."""
    stamp = press.crawler_stamp(block.text) if block.kind is None else None
    return stamp if stamp is not None and not block.text[stamp.evidence.stop :].strip() else None


def _writer_under_title(kept: list[Block], title: Block | None, press: Press, notes: list[_Note]) -> None:
    """Take a name in capitals right under the headline for the writer's, if the text follows it."""
    at = next((i for i, block in enumerate(kept) if block is title), None)
    if at is None or at + 2 >= len(kept):
        return
    line, below = kept[at + 1], kept[at + 2]
    if (
        line.kind is None
        and line.text.isupper()
        and is_writer(line.text)
        and below.kind is None
        and is_lead(below)
    ):
        signature = press.signature(line.text)
        if signature is not None and signature.byline and not press.is_place(line.text):
            line.kind = "meta"
            notes.append((line, signature))


def _lead_below(blocks: list[Block]) -> Block | None:
    """The lead, where it stands below everything else behind a wide gap."""
    if len(blocks) < 2:
        return None
    last = blocks[-1]
    wide = [block for block in blocks[1:] if block.gap >= SAPO_GAP]
    alone = len(wide) == 1 and wide[0] is last and last.kind is None and not last.barred
    return last if alone and COPY_LENGTH <= len(last.text) <= 2 * LONGEST_LEAD else None


def _name_kinds(blocks: list[Block], title: Block | None, lead: Block | None, lexicon: Lexicon) -> None:
    captions = captions_of(lexicon)
    if lead is not None:
        lead.kind = "lead"
    for block in blocks:
        if block.dropped is None and block.kind is None:
            block.kind = "caption" if captions.is_caption(block) else "body"
    own = [block for block in blocks if block.dropped is None and block.kind == "body"]
    if (
        lead is None
        and title is not None
        and len(own) > 2
        and len(own[0].text) <= LONGEST_LEAD
        and own[0].finished
    ):
        own[0].kind = "lead"


def _article(
    raw: RawArticle,
    blocks: list[Block],
    lead: Block | None,
    dropped: list[Dropped],
    notes: list[_Note],
    outlets: Outlets,
) -> Article:
    kept = _in_order(_kept(blocks), lead)
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    pieces: list[Piece] = []
    starts: dict[int, int] = {}
    at = 0
    for block in kept:
        assert block.kind is not None
        text, starts[id(block)] = block.text, at
        for start, source, length in block.runs:
            pieces.append(Piece(at + start, source, length))
        stop = at + len(text)
        paragraphs.append(Paragraph(Span(at, stop), block.kind))
        parts.append(text)
        at = stop + 1
    dropped += [
        Dropped(block.dropped, block.text[run.at : run.at + run.length], run.source)
        for block in blocks
        if block.dropped is not None
        for run in block.runs
    ]
    dropped.sort(key=lambda piece: piece.start)
    title = next((block.text for block in kept if block.kind == "title"), None)
    fields = raw.fields
    published = _published(notes, starts)
    if fields.published and (published is None or not published.value.startswith(fields.published)):
        published = Published(fields.published, Span(0, 0), given=True)
    outlet, agency = _source(kept, notes, outlets)
    found = [note for _, note in notes]
    signatures = [note for note in found if isinstance(note, Signature)]
    return Article(
        raw.file,
        "\n".join(parts),
        tuple(paragraphs),
        raw.digest,
        raw.loader,
        raw.encoding,
        title=title,
        title_inferred=None if title else infer_title(kept),
        published=published,
        byline=fields.byline or next((note.byline for note in found if note.byline), None),
        outlet=fields.outlet or outlet,
        agency=fields.agency or agency,
        url=fields.url or next((note.url for note in signatures if note.url), None),
        section=fields.section,
        given=fields.named(),
        pieces=tuple(pieces),
        dropped=tuple(dropped),
    )


def _in_order(blocks: list[Block], lead: Block | None) -> list[Block]:
    """Reading order: a lead from below goes under headline and stamp."""
    if lead is None:
        return blocks
    rest = [block for block in blocks if block is not lead]
    under = 0
    while under < len(rest) and rest[under].kind in ("title", "meta"):
        under += 1
    return [*rest[:under], lead, *rest[under:]]


def _published(notes: list[_Note], starts: dict[int, int]) -> Published | None:
    for block, note in notes:
        if isinstance(note, Stamp) and id(block) in starts:
            return Published(note.value, note.evidence.shift(starts[id(block)]))
    return None


def _source(kept: list[Block], notes: list[_Note], outlets: Outlets) -> tuple[str | None, str | None]:
    """(outlet, agency): of the source line, else of the stamp, else of the tag before the first sentence."""
    found = [note for _, note in notes]
    outlet = next((note.outlet for note in found if note.outlet), None)
    agency = next((note.agency for note in found if isinstance(note, Signature) and note.agency), None)
    for block in kept[:STAMP_WINDOW]:
        if block.kind in ("lead", "body"):
            tagged, wired = outlets.tag(block.text)
            outlet, agency = outlet or tagged, agency or wired
    return outlet, agency
