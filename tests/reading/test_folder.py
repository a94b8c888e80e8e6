"""Formats, archives, records and metadata: what comes out of an input folder."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from extractor.reading.decode import read_input
from extractor.reading.document import Columns, RawInput, ReadingError, SourceDocument
from extractor.reading.folder import Folder

TEXT = "Днес в залата на общината се проведе обществено обсъждане на проекта за бюджет."
PAGE = f"""<html><head><title>Обсъждане на бюджета</title>
<meta property="article:published_time" content="2024-03-15T10:00:00+02:00">
<script>var x = "&lol;";</script></head>
<body><nav><a href="/">Начало</a> <a href="/n">Новини</a></nav>
<article><h1>Обсъждане на бюджета</h1><p>{TEXT}</p><p>{TEXT} Въпроси зададоха и граждани от кварталите.</p></article>
<footer>© 2019 Всички права запазени</footer></body></html>"""


def read(folder: Path, **options: object) -> dict[str, SourceDocument]:
    return {one.doc_id: read_input(one) for one in Folder(str(folder), **options).inputs()}  # type: ignore[arg-type]


def docx_bytes() -> bytes:
    docx = pytest.importorskip("docx", reason="needs the formats extra")
    document = docx.Document()
    document.add_paragraph(TEXT)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Участници", "25"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_word_documents_are_read_as_their_author_sees_them() -> None:
    """Insertions, links and fields of forms stay; what was deleted goes; cells of a row share a line."""
    docx = pytest.importorskip("docx", reason="needs the formats extra")
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    changed = document.add_paragraph("Отпуснати са ")._p
    changed.append(parse_xml(f"<w:ins {w}><w:r><w:t>500 лв.</w:t></w:r></w:ins>"))
    changed.append(parse_xml(f"<w:del {w}><w:r><w:delText>900 лв.</w:delText></w:r></w:del>"))
    changed.append(parse_xml(f"<w:hyperlink {w}><w:r><w:t> за парка</w:t></w:r></w:hyperlink>"))
    control = "<w:sdt {}><w:sdtContent>{}</w:sdtContent></w:sdt>"
    changed.append(parse_xml(control.format(w, "<w:r><w:t> в Белица</w:t></w:r>")))
    lines = "<w:p><w:r><w:t>Кмет:</w:t><w:tab/><w:t>Петър Стоев</w:t><w:br/><w:t>Дата: 5 май</w:t></w:r></w:p>"
    document.element.body.insert(1, parse_xml(control.format(w, lines)))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Участници", "25"
    buffer = io.BytesIO()
    document.save(buffer)
    found = read_input(RawInput(doc_id="a", path="a.docx", format="docx", raw=buffer.getvalue()))
    expected = "Отпуснати са 500 лв. за парка в Белица\nКмет:\tПетър Стоев\nДата: 5 май\nУчастници\t25"
    assert found.text.strip() == expected


def test_a_text_box_does_not_split_the_sentence_it_hangs_in(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="needs the formats extra")
    from docx.oxml import parse_xml

    spaces = "".join(
        f'xmlns:{name}="http://schemas.{place}" '
        for name, place in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        }.items()
    )
    inside = "<w:p><w:r><w:t>Покана</w:t></w:r></w:p>"
    box = (
        f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{inside}'
        f"</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    paragraph = document.add_paragraph("Кметът ")
    paragraph._p.append(parse_xml(box))
    paragraph.add_run("Иван Петров откри парка.")
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path)["a"].text == "Покана\nКметът Иван Петров откри парка."


def test_folders_below_and_metadata_beside(tmp_path: Path) -> None:
    (tmp_path / "2024" / "март").mkdir(parents=True)
    (tmp_path / "2024" / "март" / "а.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "2024" / "metadata.csv").write_text("doc_id;published;region\nмарт/а;15.03.2024;Русе\n", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    folder = Folder(str(tmp_path))
    (one,) = [read_input(raw) for raw in folder.inputs()]
    assert (one.doc_id, one.path) == ("2024/март/а", "2024/март/а.txt")
    assert (one.published, one.published_source, one.extra) == ("2024-03-15", "metadata", {"region": "Русе"})
    assert folder.skipped == 1


def test_html_keeps_the_article_and_its_declared_date(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    (tmp_path / "page.html").write_bytes(PAGE.replace("<head>", '<head><meta charset="windows-1251">').encode("cp1251"))
    one = read(tmp_path)["page"]
    assert TEXT in one.text and "Начало" not in one.text and "lol" not in one.text
    assert (one.title, one.published) == ("Обсъждане на бюджета", "2024-03-15")


def test_metadata_wins_over_what_a_page_declares(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("doc_id,published,title\npage,2020-01-02,Друго\n", encoding="utf-8")
    one = read(tmp_path)["page"]
    assert (one.published, one.title) == ("2020-01-02", "Друго")


@pytest.mark.parametrize("widget", ["<aside>{}</aside>", '<div class="events-calendar">{}</div>'])
def test_dates_beside_the_article_are_no_publication_date(tmp_path: Path, widget: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    plain = PAGE.replace('<meta property="article:published_time" content="2024-03-15T10:00:00+02:00">', "")
    plain = plain.replace("<footer>", widget.format('<time datetime="2023-01-02">Концерт</time>') + "<footer>")
    (tmp_path / "a.html").write_text(plain, encoding="utf-8")
    own = plain.replace("</h1>", '</h1><time datetime="2024-03-15">15 март</time>')
    (tmp_path / "b.html").write_text(own, encoding="utf-8")
    assert [one.published for one in read(tmp_path).values()] == [None, "2024-03-15"]


def test_rows_of_a_table_in_a_page_are_lines_with_tabs(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    rows = "<tr><th>Община</th><th>Сума</th></tr><tr><td>Русе</td><td>120 000 лв.</td></tr>"
    (tmp_path / "a.html").write_text(PAGE.replace("</article>", f"<table>{rows}</table></article>"), encoding="utf-8")
    assert read(tmp_path)["a"].text.endswith("\nОбщина\tСума\nРусе\t120 000 лв.")


def test_a_footer_year_is_no_publication_date(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    plain = PAGE.replace('<meta property="article:published_time" content="2024-03-15T10:00:00+02:00">', "")
    (tmp_path / "page.html").write_text(plain, encoding="utf-8")
    assert read(tmp_path)["page"].published is None


def test_word_documents(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_bytes())
    assert read(tmp_path)["a"].text == f"{TEXT}\nУчастници\t25"


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.zip", "a.parquet"])
@pytest.mark.parametrize("raw", [b"not at all", b"PK\x03\x04 cut off", b"%PDF-1.4 cut off", b"PAR1"])
def test_damaged_files_are_one_clear_line(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    (one,) = read(tmp_path).values()
    assert one.error is not None and name in one.error and "\n" not in one.error


def test_json_lines_with_their_ids_and_dates(tmp_path: Path) -> None:
    records = [{"id": "x/1", "text": TEXT, "published": "2024-03-15", "region": "Русе"}, {"text": TEXT}, {"id": "3"}]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, "{broken", "[1]", ""]), encoding="utf-8")
    found = read(tmp_path)
    assert list(found) == ["x/1", "news#2", "3", "news#4", "news#5"]
    assert (found["x/1"].published, found["x/1"].extra) == ("2024-03-15", {"region": "Русе"})
    assert found["news#2"].text == TEXT
    assert "--text-column" in (found["3"].error or "")
    assert "not JSON" in (found["news#4"].error or "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8_r", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_records_in_any_encoding_and_its_name(tmp_path: Path, name: str, encoding: str) -> None:
    lines = [json.dumps({"id": str(n), "text": TEXT}, ensure_ascii=False) for n in range(3)]
    if name == "t.csv":
        lines = ["id;text", *(f"{n};{TEXT}" for n in range(3))]
    (tmp_path / name).write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    found = [(one.doc_id, one.text, one.encoding, one.error) for one in read(tmp_path).values()]
    assert found == [(str(n), TEXT, encoding, None) for n in range(3)]


def test_one_broken_line_costs_one_record(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False).encode()
    (tmp_path / "t.jsonl").write_bytes(b"\n".join([line, line[:60] + b"\xff" + line[60:], line]))
    found = read(tmp_path)
    assert [one.text == TEXT for one in found.values()] == [True, False, True]
    assert found["t#2"].encoding == "utf-8 with broken bytes"


def test_rows_of_metadata_without_a_document_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("extractor"), "propagate", True)  # a command may have turned it off
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = "".join(f"липсва{n},2024-03-15\n" for n in range(7))
    (tmp_path / "metadata.csv").write_text(f"doc_id,published\na,2024-03-15\na.txt,\n{rows}", encoding="utf-8")
    with caplog.at_level("WARNING", "extractor"):
        assert read(tmp_path)["a"].published == "2024-03-15"
    (said,) = set(caplog.messages)  # once for each handler that earlier commands left on the logger
    assert "no document for 8 of 9 rows (a.txt, липсва0, липсва1, липсва2, липсва3, …)" in said


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables_with_named_columns(tmp_path: Path, suffix: str) -> None:
    frame = pd.DataFrame({"номер": ["а", "б"], "текст": [TEXT, TEXT], "дата": ["2024-03-15", None]})
    if suffix == "csv":
        frame.to_csv(tmp_path / "t.csv", index=False, sep=";")
    else:
        frame.to_parquet(tmp_path / "t.parquet")
    found = read(tmp_path, columns=Columns(text="текст", id="номер", date="дата"))
    assert [one.published for one in found.values()] == ["2024-03-15", None]
    assert found["а"].text == TEXT
    (error,) = (one.error for one in read(tmp_path).values())
    assert "no column 'text'" in (error or "") and "текст" in (error or "")


def test_archives_are_read_without_unpacking(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2024/a.txt", TEXT)
        archive.writestr("../evil.txt", TEXT)
        archive.writestr("bomb.txt", "а" * 20_000_000)
        archive.writestr("photo.jpg", b"")
        archive.writestr("more.zip", b"PK")
        archive.writestr("news.jsonl", json.dumps({"id": "r1", "text": TEXT}))
    found = read(tmp_path)
    assert found["all/2024/a"].text == TEXT
    assert "refused" in (found["all/../evil"].error or "")
    assert "bomb" in (found["all/bomb"].error or "")
    assert found["r1"].text == TEXT
    assert "unpack it" in (found["all/more.zip"].error or "")
    assert len(found) == 5


def test_two_files_with_one_name_and_records_with_one_id(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the formats extra")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    line = json.dumps({"id": "r", "text": TEXT})
    (tmp_path / "z.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    found = read(tmp_path)
    assert list(found) == ["a", "a.txt", "r", "r~2"]
    assert "second document" in (found["r~2"].error or "")


def test_a_single_file_is_a_folder_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert list(read(tmp_path / "a.txt")) == ["a"]


def test_the_output_of_an_earlier_run_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "facts.csv").write_text("doc_id\n", encoding="utf-8")
    assert list(read(tmp_path, exclude=str(tmp_path / "out"))) == ["a"]


def test_links_that_run_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = read(tmp_path / "in")
    assert list(found) == ["a", "gone"]
    assert "vanished" in (found["gone"].error or "")


def test_unknown_places_are_one_clear_line(tmp_path: Path) -> None:
    for location in (str(tmp_path / "missing"), "nosuch://bucket/x"):
        with pytest.raises(ReadingError) as caught:
            Folder(location)
        assert "\n" not in str(caught.value)


def test_any_file_system_that_fsspec_knows() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/press/2024/a.txt", TEXT.encode())
    memory.pipe("/press/metadata.csv", b"doc_id,published\n2024/a,2024-03-15\n")
    (one,) = [read_input(raw) for raw in Folder("memory://press").inputs()]
    assert (one.doc_id, one.text, one.published) == ("2024/a", TEXT, "2024-03-15")


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by its permissions, which do not bind the superuser that tests may run as."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("Община Лом", encoding="utf-8")
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    closed, read = Folder(str(tmp_path)).inputs()
    assert (closed.doc_id, read.doc_id) == ("closed/", "a")
    assert closed.error == "no permission to read this folder; change its permissions"
    with pytest.raises(ReadingError, match="no permission"):
        Folder(str(tmp_path / "closed"))
