"""PDF: the text of its pages as one article. Needs the extra `pdf`."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

from tui.corpus.loaders.base import RefusalError, Source, composed, digest_of
from tui.corpus.markup.days import iso_day
from tui.corpus.metadata import is_name
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.folding import match_key
from tui.text.normal import normalize

MOST_PAGES = 2_000
MOST_SECONDS = 15.0
"""Of reading one document; the rest of a longer one is refused with the whole."""
RUNNING = 3
"""Pages on which a line at the edge stands before it is a running head; on fewer pages all of them."""
EDGE = 2
"""Lines at head and foot of a page that may be running heads."""
FULL = 0.9
"""Share of the usual length that a line would have passed with the next word: there it was wrapped."""

_NUMBER = re.compile(r"(?:[-–—•|] ?)?(?:Trang |Page )?\d{1,4}(?: ?/ ?\d{1,4})?(?: ?[-–—•|])?", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-+*•–]|\d{1,2}[.)]|[a-zđ][.)])\s")
_PROGRAM = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|pptx?|odt)\Z|microsoft|untitled|document\d|^\W*\Z", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{1,6}")


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article of a document."""
    if find_spec("pypdf") is None:
        yield Rejected(source.file, "needs-extra", "pip install 'docbao[pdf]'")
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages, said = _read(source)
    except RefusalError as refusal:
        yield Rejected(source.file, refusal.reason, refusal.detail)
        return
    text = normalize("\n\n".join(paragraphs(pages)))
    if len(text.split()) < 3:
        yield Rejected(source.file, "no-text-layer")
        return
    fields = _fields(said, text)
    yield RawArticle(
        source.file,
        composed(fields.title, None, text),
        "pdf",
        "utf-8",
        digest_of(source.data),
        fields=fields,
    )


def _read(source: Source) -> tuple[list[list[str]], dict[str, str]]:
    """Lines of each page, and what the document says of itself."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    until = time.monotonic() + MOST_SECONDS
    pages: list[list[str]] = []
    try:
        reader = PdfReader(io.BytesIO(source.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusalError("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise RefusalError("too-large", f"{MOST_PAGES} pages")
        for page in reader.pages:
            if time.monotonic() > until:
                raise RefusalError("too-slow")
            lines = (" ".join(line.split()) for line in page.extract_text().replace("\0", " ").split("\n"))
            pages.append([line for line in lines if line])
        said = {key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    except (DependencyError, NotImplementedError):
        raise RefusalError("encrypted") from None
    except LimitReachedError:
        raise RefusalError("too-large") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
            ZeroDivisionError, OverflowError, AssertionError, EOFError, OSError):  # fmt: skip
        # what pypdf raises for broken documents, beside its own errors
        raise RefusalError("damaged") from None
    return pages, said


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Paragraphs of the pages: wrapped lines joined, page numbers and running heads dropped.

    >>> paragraphs([["Mưa lớn ở thượng nguồn làm", "nước sông lên nhanh.", "1"]])
    ['Mưa lớn ở thượng nguồn làm nước sông lên nhanh.']
    """
    running = _running_heads(pages)
    lines: list[str] = []
    for page in pages:
        last = len(page) - 1
        for at, line in enumerate(page):
            edge = at < EDGE or at > last - EDGE
            if edge and (_NUMBER.fullmatch(line) or _shape(line) in running):
                continue
            lines.append(line)
    lengths = sorted(len(line) for line in lines)
    usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    found: list[str] = []
    above = ""
    for line in lines:
        if above and _goes_on(above, line, usual):
            found[-1] = found[-1][:-1] + line if _is_hyphen(found[-1], line) else f"{found[-1]} {line}"
        else:
            found.append(line)
        above = line
    return found


def _goes_on(above: str, line: str, usual: int) -> bool:
    """True where `line` is the rest of a line that was wrapped at the page's edge."""
    if _ITEM.match(line):
        return False
    if line[0].islower() or line[0] in ",.;:)”":
        return True
    ended = above[-1] in '.!?…:"”'
    wrapped = len(above) + 1 + len(line.split(" ", 1)[0]) > FULL * usual
    return wrapped and not ended and len(above.split()) > 3


def _is_hyphen(above: str, line: str) -> bool:
    """True for a Latin word cut at the line's end; Vietnamese words are never cut."""
    word = above.rsplit(" ", 1)[-1]
    return (
        above.endswith("-")
        and len(word) > 4
        and word[:-1].isascii()
        and word[:-1].isalpha()
        and line[0].islower()
    )


def _running_heads(pages: list[list[str]]) -> set[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in (*page[:EDGE], *page[-EDGE:])})
    least = min(RUNNING, len(pages))
    return {shape for shape, count in counts.items() if count >= least} if len(pages) > 1 else set()


def _shape(line: str) -> str:
    """A line with its figures as one: running heads carry the number of the page."""
    return _DIGITS.sub("#", match_key(line))


def _fields(said: dict[str, str], text: str) -> Fields:
    """Title and writer of the document's properties, where they are no program's."""
    title: str | None = " ".join(normalize(said.get("Title", "")).split())[:300]
    if (
        not title
        or len(title.split()) < 3
        or _PROGRAM.search(title)
        or match_key(title) not in match_key(text[:3000])
    ):
        title = None
    writer = " ".join(normalize(said.get("Author", "")).split())
    people = is_name(writer) and len(writer.split()) > 1 and writer.lower() != "microsoft office user"
    day = said.get("CreationDate", "").removeprefix("D:")[:8] if people else ""
    return Fields(title=title, byline=writer if people else None, published=iso_day(day))
