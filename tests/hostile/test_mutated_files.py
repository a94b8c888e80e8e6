"""Real small files with a few bytes wrong: a text or one clear line for each, never a traceback.

Bits flipped, ends cut off, pieces left out, said twice or taken from another file; in packed formats
also inside what is packed, which the checksum would else keep from the reader.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

import pytest

from extractor.reading.archive import members
from extractor.reading.decode import read_input
from extractor.reading.document import Columns, RawInput, ReadingError
from extractor.reading.records import read_records

TEXT = "Кметът на Белица Петър Стоев откри на 5 май 2023 г. форум за 2,5 млн. лв."
FILES = 250  # of each format


def word() -> bytes:
    docx = pytest.importorskip("docx", reason="needs the formats extra")
    document = docx.Document()
    document.add_heading("Форум в Белица")
    document.add_paragraph(TEXT)
    table = document.add_table(2, 2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "120 000 лв."
    return saved(document.save)


def pdf(text: str = "The mayor opened a forum on 5 May 2023", compress: bool = True) -> bytes:
    """Two pages with a font and, where wanted, packed streams."""
    pypdf = pytest.importorskip("pypdf", reason="needs the formats extra")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    name = NameObject
    writer = pypdf.PdfWriter()
    for number in range(2):
        page = writer.add_blank_page(300, 300)
        font = {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
        fonts = DictionaryObject({name("/F1"): writer._add_object(DictionaryObject(font))})
        page[name("/Resources")] = DictionaryObject({name("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 9 Tf 20 200 Td ({text}) Tj 0 -20 Td [(page) -250 ({number})] TJ ET".encode())
        page[name("/Contents")] = writer._add_object(stream.flate_encode() if compress else stream)
    writer.add_metadata({"/Title": "Forum"})
    return saved(writer.write)


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": [TEXT] * 5, "id": [f"r{n}" for n in range(5)], "published": ["2023-05-05"] * 5})
    return saved(lambda target: pq.write_table(table, target))


def archive() -> bytes:
    return packed({"a.txt": TEXT.encode(), "b/c.docx": word(), "d.jsonl": b'{"text": "x"}\n' * 9})


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """`raw` with one to four things wrong."""
    found = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        if not found:
            break
        at, length = chance.randrange(len(found)), chance.randint(1, 40)
        match chance.randrange(6):
            case 0:
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                found[at : at + length] = chance.randbytes(length)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length]
            case 4:
                other = chance.randrange(len(raw))
                found[at : at + length] = raw[other : other + length]
            case 5 if chance.random() < 0.3:
                del found[at:]
            case _:
                digits = [i for i in range(at, min(at + 400, len(found))) if 48 <= found[i] <= 57]
                if digits:
                    found[chance.choice(digits)] = 48 + chance.randrange(10)
    return bytes(found)


def mutated_inside(raw: bytes, chance: random.Random) -> bytes:
    """A ZIP archive, such as a Word document, with one of its parts mutated and packed anew."""
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    name = chance.choice(sorted(files))
    return packed({**files, name: mutated(files[name], chance)})


def mutated_stream(raw: bytes, chance: random.Random) -> bytes:
    """A PDF with the content of one stream mutated and packed anew, its length left as it was or put right."""
    begin = chance.choice([i for i in range(len(raw)) if raw.startswith(b"stream\n", i) and raw[i - 3 : i] != b"end"])
    end = raw.index(b"\nendstream", begin)
    content = raw[begin + 7 : end]
    try:
        content = zlib.compress(mutated(zlib.decompress(content), chance))
    except zlib.error:
        content = mutated(content, chance)
    return raw[: begin + 7] + content + raw[end:]


def read(format: str, raw: bytes) -> None:
    found = read_input(RawInput(doc_id="a", path=f"a.{format}", format=format, raw=raw))
    if found.error is None:
        assert found.text.strip()
        found.text.encode("utf-8", "surrogatepass")
    else:
        assert found.error.startswith(f"a.{format}: ")
        assert len(found.error.splitlines()) == 1
        assert len(found.error) < 300


def read_table(raw: bytes) -> None:
    try:
        for one in read_records(io.BytesIO(raw), "a.parquet", "parquet", Columns()):
            assert one.error is None or len(one.error.splitlines()) == 1
    except ReadingError as error:
        assert len(str(error).splitlines()) == 1


def read_archive(raw: bytes) -> None:
    try:
        for name, content in members(io.BytesIO(raw)):
            assert isinstance(content, bytes) or len(str(content).splitlines()) == 1
            if isinstance(content, bytes) and name.endswith(".docx"):
                read("docx", content)
    except ReadingError as error:
        assert len(str(error).splitlines()) == 1


@pytest.mark.parametrize(
    ("make", "mutate", "check"),
    [
        pytest.param(word, mutated, lambda raw: read("docx", raw), id="docx"),
        pytest.param(word, mutated_inside, lambda raw: read("docx", raw), id="inside_docx"),
        pytest.param(pdf, mutated, lambda raw: read("pdf", raw), id="pdf"),
        pytest.param(pdf, mutated_stream, lambda raw: read("pdf", raw), id="inside_pdf"),
        pytest.param(lambda: pdf(compress=False), mutated, lambda raw: read("pdf", raw), id="plain_pdf"),
        pytest.param(parquet, mutated, read_table, id="parquet"),
        pytest.param(archive, mutated, read_archive, id="zip"),
        pytest.param(archive, mutated_inside, read_archive, id="inside_zip"),
    ],
)
def test_mutated_files(
    make: Callable[[], bytes], mutate: Callable[[bytes, random.Random], bytes], check: Callable[[bytes], None]
) -> None:
    whole = make()
    check(whole)
    chance = random.Random(11)
    for _ in range(FILES):
        check(mutate(whole, chance))
