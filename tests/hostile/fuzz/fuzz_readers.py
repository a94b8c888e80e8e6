"""Coverage-guided fuzzing of the readers: whatever the bytes, a text or one line of error.

    pip install atheris
    python tests/hostile/fuzz/fuzz_readers.py -max_total_time=600 [CORPUS_FOLDER]

The first byte of an input chooses the reader, the rest is the file. An input that breaks a promise is
written to ``crash-*`` in the working folder; it becomes a case in ``tests/hostile/test_readers.py``.
"""

from __future__ import annotations

import io
import logging
import sys
import warnings

import atheris

with atheris.instrument_imports(
    include=["extractor.reading", "lxml", "docx", "pypdf", "chardet", "charset_normalizer"]
):
    from extractor.reading.archive import members
    from extractor.reading.decode import read_input
    from extractor.reading.document import RawInput, ReadingError
    from extractor.reading.language import detect_language
    from extractor.reading.metadata import parse_metadata

FORMATS = ("txt", "html", "docx", "pdf")


def one_input(data: bytes) -> None:
    """Read `data` as its first byte says; raises AssertionError or whatever a reader lets through."""
    if not data:
        return
    chosen, raw = data[0] % (len(FORMATS) + 2), data[1:]
    if chosen >= len(FORMATS):
        try:
            _ = parse_metadata(raw) if chosen == len(FORMATS) else list(members(io.BytesIO(raw)))
        except ReadingError as error:
            assert "\n" not in str(error)
        return
    format = FORMATS[chosen]
    found = read_input(RawInput(doc_id="a", path=f"a.{format}", format=format, raw=raw))
    assert found.error is None or "\n" not in found.error
    assert found.error is not None or found.text.strip()
    detect_language(found.text)


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
