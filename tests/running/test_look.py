"""``extractor clean``, ``show`` and ``explain``: one document, looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.commands import app

ARTICLE = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. Проектът е за 176 614,69 лв."
MENU = "Начало | Новини | Контакти"
BACK = "« Назад"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"{MENU}\n\n{ARTICLE}\n\n{BACK}\n", encoding="utf-8")
    return path


def invoke(*args: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*map(str, args)], env={"COLUMNS": "200"})
    assert done.exit_code == code, done.output
    return done.output


def test_clean_prints_the_article_without_the_site(file: Path) -> None:
    said = invoke("clean", file)
    assert ARTICLE in said and MENU not in said and BACK not in said


def test_clean_show_prints_everything(file: Path) -> None:
    said = invoke("clean", file, "--show")
    assert MENU in said and ARTICLE in " ".join(said.split()) and BACK in said


def test_show_prints_the_article_and_a_table(file: Path) -> None:
    said = invoke("show", file)
    assert "2023-05-05" in said and "176614.69 BGN" in said


def test_show_html_is_one_page_with_every_fact_marked(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    invoke("show", file, "--html", page)
    html = page.read_text(encoding="utf-8")
    assert '<span class="furniture">' in html
    assert re.search(r'<mark class="date" [^>]*>5 май 2023 г\.?</mark>', html)
    assert "http" not in html.replace("http-equiv", ""), "nothing is loaded from elsewhere"


def test_show_html_escapes_what_the_document_says(tmp_path: Path) -> None:
    path, page = tmp_path / "a.txt", tmp_path / "a.html"
    path.write_text(f"<script>alert(1)</script> {ARTICLE}", encoding="utf-8")
    invoke("show", path, "--html", page)
    assert "<script>" not in page.read_text(encoding="utf-8")


def test_explain_tells_rule_and_context(file: Path) -> None:
    fact_id = re.findall(r"\b[0-9a-f]{16}\b", invoke("show", file))[0]
    said = invoke("explain", file, fact_id)
    assert "Rule " in said and "confidence" in said and fact_id in said


def test_ids_are_whole_in_a_narrow_terminal(file: Path) -> None:
    said = CliRunner().invoke(app, ["show", str(file)], env={"COLUMNS": "80"}).output
    assert len(re.findall(r"\b[0-9a-f]{16}\b", said)) >= 4


def test_what_cannot_be_shown_is_one_line(file: Path, tmp_path: Path) -> None:
    for args in (["show", tmp_path / "missing.txt"], ["explain", file, "0000"], ["clean", tmp_path]):
        (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
        done = CliRunner().invoke(app, [*map(str, args)])
        assert done.exit_code == 2
        assert len(done.stderr.strip().splitlines()) == 1
