"""DOCX and PDF to plain text."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

from extractor.reading.document import Extracted, ReadingError
from extractor.reading.layout import running_text

#: The name space of WordprocessingML (ECMA-376, part 1), and of what stands beside it for older programs.
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Elements whose text is not to be read: what was deleted or moved away, settings, the second copy for older programs.
_LEFT_OUT = frozenset([*(_W + n for n in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr")),
                       _MC + "Fallback"])  # fmt: skip
_CHARACTERS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}

MAX_UNPACKED = 200_000_000  # bytes; a DOCX is a ZIP archive and may be a bomb


def read_docx(raw: bytes) -> Extracted:
    """Paragraphs and table rows of a Word document in reading order, a line each.

    Tracked changes are read as accepted; headers, footers, notes and comments are left out.
    Raises ReadingError where the file is damaged or the library is missing.
    """
    try:
        import docx
    except ImportError as error:
        raise ReadingError("DOCX needs an extra: pip install 'bg-press-extractor[formats]'") from error
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise ReadingError(f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB; refused")
        document = docx.Document(io.BytesIO(raw))
        lines = list(_lines(document.element.body))
    except ReadingError:
        raise
    except Exception as error:  # the library raises whatever the damage leads to
        raise ReadingError("damaged Word document; open and save it again") from error
    return Extracted(text="\n".join(lines), title=document.core_properties.title or None)


def _lines(block: Any) -> Iterator[str]:
    """Text of the paragraphs and table rows below an XML element, a line each."""
    for element in block:
        tag = element.tag
        if tag == _W + "p":
            yield from map(_paragraph, _boxes(element))
            yield _paragraph(element)
        elif tag == _W + "tr":
            cells = (cell for cell in element.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is element)
            yield "\t".join(" ".join(_lines(cell)) for cell in cells)
        elif tag not in _LEFT_OUT:
            yield from _lines(element)  # a table, a content control, an insertion


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Paragraphs of the text boxes that are anchored in a paragraph, mostly in the middle of a sentence of it."""
    for inner in paragraph.iterdescendants(_W + "p"):
        if not any(above.tag in _LEFT_OUT for above in inner.iterancestors()):
            yield inner


def _paragraph(element: Any) -> str:
    """Text of a paragraph as it reads with all tracked changes accepted, without that of its text boxes."""
    pieces = []
    for child in element:
        if child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif child.tag == _W + "t":
            pieces.append(child.text or "")
        elif child.tag != _W + "p" and child.tag not in _LEFT_OUT:
            pieces.append(_paragraph(child))
    return "".join(pieces)


def read_pdf(raw: bytes) -> Extracted:
    """The text layer of a PDF, page after page, without running titles and with its lines joined to paragraphs.

    Raises ReadingError where it is damaged, protected or scanned, or the library is missing.
    """
    try:
        import pypdf
    except ImportError as error:
        raise ReadingError("PDF needs an extra: pip install 'bg-press-extractor[formats]'") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("PDF protected by a password; save it without one")
        text = running_text(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except ReadingError:
        raise
    except Exception as error:  # the library raises whatever the damage leads to
        raise ReadingError("damaged PDF; open and save it again") from error
    if not text.strip():
        raise ReadingError("PDF without a text layer; run OCR first")
    return Extracted(text=text, title=title or None)
