"""Bytes to text: byte order marks, UTF-8, and what charset-normalizer tells of the rest."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from extractor.reading.document import ReadingError

#: The encodings Bulgarian text is found in, beside UTF-8 and UTF-16.
LEGACY = ["cp1251", "koi8_r", "mac_cyrillic", "iso8859_5", "cp866"]
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(raw: bytes) -> tuple[str, str]:
    """Text and the name of its encoding.

    Raises ReadingError for bytes that are no text in any encoding we know.
    """
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise ReadingError(f"broken {encoding} at byte {error.start}; save the file again as UTF-8") from error
    if b"\x00" in raw[:4096]:
        raise ReadingError("binary data, not text; give a text file or one of the supported formats")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = from_bytes(raw, cp_isolation=[*LEGACY]).best()
    if best is None:
        raise ReadingError("unknown character encoding; save the file again as UTF-8")
    return str(best), best.encoding
