"""DOCX and PDF to plain text."""

from __future__ import annotations

import io
import logging
import zipfile
from typing import Any

from extractor.reading.document import Extracted, ReadingError

MAX_UNPACKED = 200_000_000  # bytes; a DOCX is a ZIP archive and may be a bomb


def read_docx(raw: bytes) -> Extracted:
    """Paragraphs and table cells of a Word document in reading order, a line each.

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
        lines = list(_lines(document))
    except ReadingError:
        raise
    except Exception as error:  # the library raises whatever the damage leads to
        raise ReadingError("damaged Word document; open and save it again") from error
    return Extracted(text="\n".join(lines), title=document.core_properties.title or None)


def _lines(container: Any) -> Any:
    """Text of paragraphs and tables, recursively; a merged cell is read once."""
    for block in container.iter_inner_content():
        if not hasattr(block, "rows"):
            yield block.text
            continue
        for row in block.rows:
            cells = {id(cell._tc): cell for cell in row.cells}
            yield "\t".join(" ".join(_lines(cell)) for cell in cells.values())


def read_pdf(raw: bytes) -> Extracted:
    """The text layer of a PDF, page after page.

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
        text = "\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except ReadingError:
        raise
    except Exception as error:  # the library raises whatever the damage leads to
        raise ReadingError("damaged PDF; open and save it again") from error
    if not text.strip():
        raise ReadingError("PDF without a text layer; run OCR first")
    return Extracted(text=text, title=title or None)
