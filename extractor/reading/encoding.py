"""Bytes to text: byte order marks, UTF-8, and what charset-normalizer and ftfy tell of the rest."""

from __future__ import annotations

import codecs

import regex

from extractor.reading.document import ReadingError

#: The encodings Bulgarian text is found in, beside UTF-8 and UTF-16; the most usual first.
LEGACY = ("cp1251", "koi8_r", "mac_cyrillic", "cp866", "iso8859_5")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# UTF-8 read as windows-1251: Р or С before a letter that no Bulgarian word has there, again and again.
_MOJIBAKE = regex.compile(
    r"(?:[РС][\u0080-\u00bf\u0400-\u040f\u0450-\u045f\u2010-\u2122]){2}|(?:Р[А-Яа-я]С[\u0080-\u0490]){2}"
)
_ENOUGH = 8192  # bytes that a detector needs to see


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding; `declared` is what the file says of itself, tried after UTF-8.

    UTF-8 that was once read as windows-1251 ("РџСЂРµ…") is put right, and named
    "utf-8 as windows-1251". Raises ReadingError for bytes that are no text in any encoding we know.
    """
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise ReadingError(f"broken {encoding} at byte {error.start}; save the file again as UTF-8") from error
    if (wide := _utf16_without_mark(raw)) is not None:
        return raw.decode(wide, errors="replace"), wide
    if b"\x00" in raw[:_ENOUGH]:
        raise ReadingError("binary data, not text; give a text file or one of the supported formats")
    try:
        return _unmojibake(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if (text := _slightly_broken_utf8(raw)) is not None:
            return text, "utf-8 with broken bytes"
    try:
        if declared is not None:
            return _unmojibake(raw.decode(declared), declared)
    except (UnicodeDecodeError, LookupError):
        pass
    return _detect(raw)


def is_utf16(raw: bytes) -> bool:
    """Whether `raw`, the beginning of a file, is UTF-16 or UTF-32, whose lines do not end at the byte 0x0A."""
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    return raw.startswith(wide) or _utf16_without_mark(raw) is not None


def _slightly_broken_utf8(raw: bytes) -> str | None:
    """Text of UTF-8 with a few bytes lost on the way, or None: one bad byte must not spoil a whole article."""
    text = raw.decode("utf-8", errors="replace")
    letters = sum(char > "\x7f" for char in text)
    return text if text.count("\ufffd") <= 0.05 * letters else None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 of Cyrillic or Latin text: every other byte is 0x04 or 0x00."""
    sample = raw[:_ENOUGH]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        small = sum(byte in (0x00, 0x04, 0x20) for byte in high)
        if len(high) >= 4 and small >= 0.95 * len(high) and sum(b in (0x00, 0x04) for b in low) < 0.3 * len(low):
            return encoding
    return None


def _detect(raw: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = raw[:_ENOUGH]
    # Short samples of single-byte Cyrillic mislead a detector that knows all the world's encodings.
    best = from_bytes(sample, cp_isolation=list(LEGACY)).best()
    candidates = ([best.encoding] if best is not None else []) + ["cp1251"]
    for encoding in candidates:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text, encoding
    if _looks_like_text(text := raw.decode("utf-8", errors="replace"), least=0.9):
        return text, "utf-8 with broken bytes"
    raise ReadingError("unknown character encoding; save the file again as UTF-8")


def _looks_like_text(text: str, least: float = 0.75) -> bool:
    """Whether nearly all characters are letters, digits, white space or usual punctuation."""
    sample = text[:_ENOUGH]
    usual = sum(c.isalnum() or c.isspace() or c in ".,;:!?-–—„“”\"'«»()/%&+*@#№…•|_=[]€$<>" for c in sample)
    control = sum(c < " " and not c.isspace() for c in sample)
    return bool(sample) and usual >= least * len(sample) and control <= 0.01 * len(sample)


def _unmojibake(text: str, encoding: str) -> tuple[str, str]:
    if _MOJIBAKE.search(text[:_ENOUGH]) is None:
        return text, encoding
    import ftfy

    fixed = ftfy.fix_encoding(text)
    return (fixed, f"{encoding} as windows-1251") if fixed != text else (text, encoding)
