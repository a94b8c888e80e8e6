"""HTML pages to plain text: trafilatura keeps the article, htmldate finds its date in what the page declares."""

from __future__ import annotations

from copy import deepcopy

import regex

from extractor.reading.document import Extracted, ReadingError
from extractor.reading.encoding import decode

_CHARSET = regex.compile(
    rb"""<meta [^>]{0,200}? charset \s*=\s* ["']? \s* ([\w-]{2,20})""", regex.VERBOSE | regex.IGNORECASE
)
#: What stands beside the article and may hold dates of its own: further news, calendars of events.
_WIDGETS = "//body//*[self::aside or self::nav or self::footer or " + " or ".join(
    f"contains(concat(' ', @class, ' ', @id, ' '), '{name}')"
    for name in (" widget ", " sidebar", "calendar", "related", "upcoming")
) + "][not(descendant::article or descendant::h1)]"  # fmt: skip
#: A row of a table as trafilatura writes it, and the rule below the first one.
_ROW = regex.compile(r"^\| (.*?) \|[ ]?$\n?+(?:^\|(?:---\|)++$\n?+)?", regex.MULTILINE)
MAX_BYTES = 20_000_000


def read_html(raw: bytes) -> Extracted:
    """The main text of a page, a paragraph or a table row a line, with its title and declared publication date.

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
    page = deepcopy(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, favor_recall=True, with_metadata=True, config=config
    )
    text = (getattr(found, "text", None) or "").strip() or trafilatura.html2txt(html)
    text = _ROW.sub(lambda row: row[1].replace(" | ", "\t").rstrip(" \t|") + "\n", text).rstrip("\n")
    title = getattr(found, "title", None) if found is not None else None
    if title and title not in text:
        text = f"{title}\n\n{text}"
    # Only what the page declares (meta, JSON-LD, <time>): a date in a calendar or footer is not its own.
    for widget in page.xpath(_WIDGETS):
        widget.drop_tree()
    published = find_date(page, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    return Extracted(text=text, encoding=encoding, title=title, published=published)
