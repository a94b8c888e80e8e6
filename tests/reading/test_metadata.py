"""Publication dates in metadata, as analysts write them."""

from __future__ import annotations

import pytest

from extractor.reading.decode import read_input
from extractor.reading.document import RawInput

DATES = [
    ("2024-03-15", "2024-03-15"),
    ("2024-03-15 10:30", "2024-03-15"),
    ("2024-03-15T10:30:00+02:00", "2024-03-15"),
    ("15.03.2024", "2024-03-15"),
    ("15.03.2024 г.", "2024-03-15"),
    ("5/3/2024", "2024-03-05"),
    ("15 март 2024 г.", "2024-03-15"),
    ("March 15, 2024", "2024-03-15"),
    ("вчера", None),
    ("март 2024", None),
    ("31.02.2024", None),
    ("неизвестна", None),
]


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_publication_dates(written: str, expected: str | None) -> None:
    raw = RawInput(doc_id="a", path="a.txt", format="txt", raw="Текст.".encode(), metadata={"published": written})
    found = read_input(raw)
    assert found.published == expected
    assert (found.error is None) == (expected is not None)
    if expected is None:
        assert "write it as 2024-03-15" in (found.error or "")
