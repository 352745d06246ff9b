"""Pages saved as one file (MHTML), and mails: the page or the text in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from tui.corpus.loaders.base import Source, composed, digest_of
from tui.corpus.loaders.decoding import decoded
from tui.corpus.loaders.html import page
from tui.corpus.markup.days import iso_day
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.normal import normalize

MOST_PARTS = 1_000


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article: of the first page in the file, else of its first plain text."""
    message = BytesParser(policy=policy.compat32).parsebytes(source.data)
    parts = [part for part in islice(message.walk(), MOST_PARTS) if not part.is_multipart()]
    digest = digest_of(source.data)
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = (
                str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "") or None
            )
            address = address if address and address.startswith(("http://", "https://")) else None
            inner = replace(source, data=_payload(part), charset=_charset(part), url=address or source.url)
            found = page(inner, "mhtml")
            yield replace(found, digest=digest) if isinstance(found, RawArticle) else found
            return
    for part in parts:
        if part.get_content_type() == "text/plain" and message.get("MIME-Version"):
            yield _text(source, message, part, digest)
            return
    yield Rejected(source.file, "no-article")


def _text(source: Source, message: Message, part: Message, digest: str) -> RawArticle | Rejected:
    found = decoded(replace(source, data=_payload(part)))
    if isinstance(found, Rejected):
        return found
    text = normalize(found.text)
    if not text.strip():
        return Rejected(source.file, "empty")
    title = _header(message, "Subject")
    fields = Fields(title=title, published=iso_day(_header(message, "Date") or ""))
    return RawArticle(source.file, composed(title, None, text), "mail", found.encoding, digest, fields=fields)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset[:40] if isinstance(charset, str) else None


def _header(message: Message, name: str) -> str | None:
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        text = str(make_header(decode_header(str(message.get(name) or "")[:2000])))
    except (MessageError, LookupError, UnicodeDecodeError, ValueError):
        return None
    return normalize(" ".join(text.split())) or None
