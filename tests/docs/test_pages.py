"""What the pages and the README show is what happens: their examples run, their references are up to date."""

from __future__ import annotations

import doctest
import importlib.util
import shlex
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("sybil", reason="needs the dev extra: pip install -e '.[dev]'")

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from typer.testing import CliRunner

import extractor
from extractor.commands import app

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def run_console(example: Example) -> str | None:
    """Run the ``$ extractor …`` lines of a console block, and compare what is printed with the lines that follow."""
    for block in ("\n" + example.parsed).split("\n$ ")[1:]:
        command, _, expected = block.partition("\n")
        program, *arguments = shlex.split(command)
        if program != "extractor":
            continue
        result = CliRunner().invoke(app, arguments)
        if result.exit_code != 0:
            return f"$ {command}\nexit code {result.exit_code}\n{result.output}"
        if expected.strip() and not doctest.OutputChecker().check_output(expected, result.output, FLAGS):
            return f"$ {command}\nexpected:\n{expected}\nprinted:\n{result.output}"
    return None


EXAMPLES = Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=FLAGS), CodeBlockParser("console", run_console)])


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the corpus, and three of its documents in ``releases`` and ``annotations``."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    for folder, found in (("releases", ROOT.glob("corpus/*.txt")), ("annotations", ROOT.glob("corpus/annotations/*"))):
        (tmp_path / folder).mkdir()
        for path in sorted(found)[:3]:
            (tmp_path / folder / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_of_a_page(page: Path, workplace: Path) -> None:
    for example in EXAMPLES.parse(page).examples():
        example.evaluate()


def test_examples_of_the_package() -> None:
    failed, tried = doctest.testmod(extractor, optionflags=FLAGS)
    assert tried
    assert not failed


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_table_reference_is_up_to_date() -> None:
    script = load_script("table_reference")
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run: python docs/table_reference.py"


def test_command_reference_names_every_option() -> None:
    reference = load_script("hooks").command_reference()
    assert {"## `extractor run`", "--workers", "--keep-text"} <= {word for word in reference.split("\n") if word} | set(
        reference.replace("`", " ").replace(",", " ").split()
    )


def test_the_site_builds(tmp_path: Path) -> None:
    """``mkdocs build --strict``: no broken link, no page missing, no name that the reference does not find."""
    pytest.importorskip("material", reason="needs the docs extra: pip install -e '.[docs]'")
    pytest.importorskip("mkdocstrings", reason="needs the docs extra: pip install -e '.[docs]'")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path), strict=True))
    table = (tmp_path / "table" / "index.html").read_text(encoding="utf-8")
    assert "municipality_code" in table
    commands = (tmp_path / "cli" / "index.html").read_text(encoding="utf-8")
    assert "--csv-dialect" in commands
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<script src="http' not in text
        assert 'rel="stylesheet" href="http' not in text


def test_the_readme_shows_what_the_tool_finds() -> None:
    """The quoted press release gives the rows of the table below it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = readme.partition("## What it does")[2].partition("\n## ")[0].splitlines()
    release = "\n".join(line[1:].removeprefix(" ") for line in example if line.startswith(">"))
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in example if line.startswith("|")][2:]
    found = extractor.extract(release)
    rows = {(row.kind, row.value, row.text) for row in found.itertuples()}
    assert shown
    assert {tuple(row[:3]) for row in shown} <= rows
