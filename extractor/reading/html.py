"""HTML pages to plain text: trafilatura keeps the article, htmldate finds its date in what the page declares."""

from __future__ import annotations

import regex

from extractor.reading.document import Extracted, ReadingError
from extractor.reading.encoding import decode

_CHARSET = regex.compile(
    rb"""<meta [^>]{0,200}? charset \s*=\s* ["']? \s* ([\w-]{2,20})""", regex.VERBOSE | regex.IGNORECASE
)
MAX_BYTES = 20_000_000


def read_html(raw: bytes) -> Extracted:
    """The main text of a page, one paragraph a line, with its title and declared publication date.

    Scripts, styles, navigation and comments are left out. Offsets of facts point into this text.
    Raises ReadingError where the page holds no text or the library is missing.
    """
    try:
        import trafilatura
        from htmldate import find_date
        from trafilatura.settings import use_config
    except ImportError as error:
        raise ReadingError("HTML needs an extra: pip install 'bg-press-extractor[formats]'") from error
    if len(raw) > MAX_BYTES:
        raise ReadingError(f"page larger than {MAX_BYTES // 1_000_000} MB; split it or save its text")
    declared = _CHARSET.search(raw[:4096])
    html, encoding = decode(raw, declared.group(1).decode("ascii") if declared else None)
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # a signal of its own would collide with the run's time limit
    tree = trafilatura.load_html(html)
    if tree is None:
        raise ReadingError("no HTML in it; if it is plain text, name it .txt")
    found = trafilatura.bare_extraction(
        tree, include_comments=False, favor_recall=True, with_metadata=True, config=config
    )
    text = (getattr(found, "text", None) or "").strip() or trafilatura.html2txt(html)
    title = getattr(found, "title", None) if found is not None else None
    if title and title not in text:
        text = f"{title}\n\n{text}"
    # Only what the page declares (meta, JSON-LD, <time>): a date in a calendar or footer is not its own.
    published = find_date(html, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    return Extracted(text=text, encoding=encoding, title=title, published=published)
