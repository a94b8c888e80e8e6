"""Every encoding that Bulgarian text is found in is told, and the text comes out whole."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.document import ReadingError
from extractor.reading.encoding import decode

TEXT = (
    "Днес в залата на общината се проведе обществено обсъждане на проекта за бюджет. "
    "Присъстваха граждани, общински съветници и представители на местния бизнес, които зададоха "
    "десетки въпроси за ремонта на улиците, за детските градини и за парка край реката."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8_r", "mac_cyrillic", "cp866"])
def test_text_comes_out_whole(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, encoding)


@pytest.mark.parametrize("mark, encoding", [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf16_with_and_without_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == (TEXT, "utf-16")
    assert decode(TEXT.encode(encoding)) == (TEXT, encoding)


def test_utf8_read_as_cp1251_is_put_right() -> None:
    spoiled = TEXT.encode("utf-8").decode("cp1251", "replace")
    if "\ufffd" in spoiled:  # bytes that cp1251 lacks are lost for good
        spoiled = "Проект за нов парк".encode().decode("cp1251")
        assert decode(spoiled.encode()) == ("Проект за нов парк", "utf-8 as windows-1251")
        return
    assert decode(spoiled.encode())[0] == TEXT


@pytest.mark.parametrize("place", [0, 41, 300])
def test_one_lost_byte_does_not_spoil_the_rest(place: int) -> None:
    raw = TEXT.encode()
    text, encoding = decode(raw[:place] + b"\xff" + raw[place:])
    assert encoding == "utf-8 with broken bytes"
    assert text.count("\ufffd") <= 3 and text.endswith(TEXT[-60:])


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02\x03" * 50, b"\x89PNG\r\n\x1a\n\x00\x00\x00", bytes(range(128, 160)) * 4]
)
def test_what_is_no_text_is_one_clear_line(raw: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        decode(raw)
    assert "\n" not in str(caught.value)


def test_a_russian_looking_capital_pair_is_no_mojibake() -> None:
    assert decode("СРС и РСМ, РЪСТ И СЪЮЗ".encode())[1] == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_clear_line(raw: bytes) -> None:
    try:
        text, encoding = decode(raw)
    except ReadingError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(text, str) and encoding
