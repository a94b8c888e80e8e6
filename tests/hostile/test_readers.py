"""Readers on any bytes: a text or one `ReadingError` with one line; nothing else, whatever the damage."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.reading.archive import members
from extractor.reading.decode import read_input
from extractor.reading.document import Columns, RawInput, ReadingError
from extractor.reading.encoding import decode
from extractor.reading.metadata import parse_metadata
from extractor.reading.records import read_records

relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXT = "Кметът Иван Петров откри форума на 5 май 2023 г. " * 3
HTML = f"<html><head><title>Новина</title><script>alert(1)</script></head><body><p>{TEXT}</p></body></html>".encode()


def pdf() -> bytes:
    """A page that says "Budget 5"."""
    stream = b"BT /F1 9 Tf (Budget 5) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(raw))
    return raw + head + table + tail


PDF = pdf()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def word(paragraphs: str = TEXT, prolog: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org"
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
                'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
                '.wordprocessingml.document.main+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
                f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
                "</Relationships>"
            ).encode(),
            "word/document.xml": (
                f'{prolog}<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
                f"{paragraphs}</w:t></w:r></w:p></w:body></w:document>"
            ).encode(),
        }
    )


def bomb(levels: int = 12) -> str:
    """The billion laughs: entities that double at every level."""
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY a0 "{"ха" * 50}">{entities}]>'


def read(format: str, raw: bytes) -> str | None:
    """The error of an input read, None where there is a text."""
    found = read_input(RawInput(doc_id="a", path=f"a.{format}", format=format, raw=raw))
    assert found.error is None or "\n" not in found.error
    assert found.error is not None or found.text
    return found.error


@pytest.mark.parametrize("format", ["txt", "html", "docx", "pdf"])
@relaxed
@given(raw=st.binary(max_size=300))
def test_any_bytes(format: str, raw: bytes) -> None:
    read(format, raw)


@pytest.mark.parametrize(("format", "whole"), [("html", HTML), ("docx", word()), ("pdf", PDF)])
def test_damaged_files(format: str, whole: bytes) -> None:
    chance = random.Random(7)
    for _ in range(40):
        raw = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(6)):
            if raw:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        read(format, bytes(raw))


def test_whole_files_are_read() -> None:
    assert [read("html", HTML), read("docx", word()), read("pdf", PDF)] == [None, None, None]


@pytest.mark.parametrize(
    ("format", "raw"),
    [
        ("docx", word("&a11;", bomb())),
        ("docx", word("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>')),
        ("html", f"{bomb()}<html><body><p>&a11; {TEXT}</p></body></html>".encode()),
        ("html", b"<div>" * 20_000 + TEXT.encode()),
        ("html", ("<p>" + "&lt;" * 50_000 + TEXT).encode()),
        ("html", ("<a href='" + "x" * 100_000).encode()),
        ("pdf", PDF.replace(b"/Count 1", b"/Count 99999999")),
        ("pdf", PDF.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")),
        ("pdf", PDF.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")),
        ("docx", packed({"word/document.xml": b"\0" * 210_000_000})),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}_bytes",
)
def test_bombs(format: str, raw: bytes) -> None:
    error = read(format, raw)
    assert error is None or len(error) < 300


def test_external_entities_are_not_read() -> None:
    for format, raw in (
        ("docx", word("x &x; y", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        ("html", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>{TEXT} &x;</p>'.encode()),
    ):
        found = read_input(RawInput(doc_id="a", path="a", format=format, raw=raw))
        assert "root:" not in found.text


@relaxed
@given(st.binary(max_size=200))
def test_any_bytes_decode(raw: bytes) -> None:
    try:
        text, encoding = decode(raw)
    except ReadingError:
        return
    assert text.encode("utf-8", "surrogatepass") is not None
    assert encoding


def whole_table(read: Callable[[], object]) -> None:
    try:
        read()
    except ReadingError as error:
        assert "\n" not in str(error)


@relaxed
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_as_tables_and_archives(raw: bytes) -> None:
    whole_table(lambda: parse_metadata(raw))
    whole_table(lambda: list(members(io.BytesIO(raw))))
    for format in ("jsonl", "csv", "parquet"):
        whole_table(lambda format=format: list(read_records(io.BytesIO(raw), f"a.{format}", format, Columns())))


def test_records_out_of_shape() -> None:
    deep = b'{"text": "' + TEXT.encode() + b'", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    lines = [deep, b"[" * 100_000, b"1", b"null", b'{"text": 5}', json.dumps({"text": TEXT, "id": "\ud800"}).encode()]
    found = list(read_records(io.BytesIO(b"\n".join(lines)), "a.jsonl", "jsonl", Columns()))
    assert len(found) == len(lines)
    assert [one.error is None for one in found[1:]] == [False, False, False, False, True]
    cell = "дума " * 1_000_000  # 10 MB
    (large,) = read_records(io.BytesIO(f"text\n{cell}\n".encode()), "a.csv", "csv", Columns())
    assert large.raw.decode() == cell


def test_archives_that_lie() -> None:
    raw = packed(
        {
            "../../escape.txt": TEXT.encode(),
            "/etc/absolute.txt": TEXT.encode(),
            "..\\back.txt": TEXT.encode(),
            "bomb.txt": b"a" * 20_000_000,
            "fine.txt": TEXT.encode(),
            "inner.zip": packed({"b.txt": TEXT.encode()}),
        }
    )
    found = dict(members(io.BytesIO(raw)))
    assert [name for name, content in found.items() if isinstance(content, bytes)] == ["fine.txt", "inner.zip"]
    lying = bytearray(packed({"a.txt": b"a" * 1000}, zipfile.ZIP_STORED))
    at = lying.rindex(b"PK\x01\x02") + 24
    lying[at : at + 4] = (5).to_bytes(4, "little")  # says 5 bytes, holds 1000
    assert len(list(members(io.BytesIO(bytes(lying))))) == 1


def test_an_archive_whose_member_has_no_name() -> None:
    """Found by fuzzing: the names are there, their lengths say zero."""
    raw = bytearray(packed({"a.txt": TEXT.encode()}))
    at = raw.rindex(b"PK\x01\x02") + 28
    raw[at : at + 2] = b"\0\0"
    whole_table(lambda: list(members(io.BytesIO(bytes(raw)))))
