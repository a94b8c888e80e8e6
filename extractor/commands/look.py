"""``extractor clean``, ``show`` and ``explain``: one document, looked at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from extractor.commands.app import DEFAULT, Engine, app, fail

if TYPE_CHECKING:
    from extractor.reading.document import SourceDocument

File = Annotated[str, typer.Argument(metavar="FILE", help="The document; - for standard input.")]
EngineOption = Annotated[Engine, typer.Option("--engine", help="What analyses the language.")]
Published = Annotated[str, typer.Option(help="Publication date (2024-03-15), the anchor for relative dates.")]


@app.command()
def clean(
    file: File,
    show: Annotated[bool, typer.Option("--show", help="Print the source with the furniture dimmed.")] = False,
) -> None:
    """Print the article of FILE without the site around it."""
    from extractor.cleaning import clean as clean_text
    from extractor.viewing.terminal import article

    cleaned = clean_text(_read(file).text)
    if show:
        Console(highlight=False).print(article(cleaned))
    else:
        sys.stdout.write(cleaned.text.rstrip("\n") + "\n")


@app.command()
def show(
    file: File,
    published: Published = "",
    engine: EngineOption = DEFAULT,
    html: Annotated[Path | None, typer.Option(help="Write the same as a page to this file.")] = None,
) -> None:
    """Print the article of FILE with its facts highlighted, and a table of them below."""
    from extractor.viewing.page import article_page
    from extractor.viewing.terminal import article, facts_table, legend

    source, cleaned, rows = _extract(file, published, engine)
    if html is not None:
        try:
            html.write_text(article_page(source.title or source.doc_id, cleaned, rows), encoding="utf-8")
        except OSError as error:
            fail(f"{html}: cannot be written ({error.strerror})")
        print(f"Written to {html}")
        return
    console = Console(highlight=False)
    console.print(article(cleaned, rows))
    console.print()
    console.print(legend())
    console.print(facts_table(rows))


@app.command()
def explain(file: File, fact_id: str, published: Published = "", engine: EngineOption = DEFAULT) -> None:
    """Print why a row is there: its sentence, its rule and how often that rule was right."""
    from extractor.viewing.explanation import explanation

    _, cleaned, rows = _extract(file, published, engine)
    row = next((row for row in rows if row["fact_id"] == fact_id), None)
    if row is None:
        fail(f"no fact {fact_id!r} in {file}; `extractor show {file}` lists them")
    Console(highlight=False).print(explanation(row, cleaned))


def _read(file: str, published: str = "") -> SourceDocument:
    """The one document in `file`, decoded."""
    from extractor.reading.decode import read_input
    from extractor.reading.document import ReadingError
    from extractor.reading.folder import Folder

    try:
        inputs = [one for one in Folder(file).inputs() if not one.path.endswith("metadata.csv")]
    except ReadingError as error:
        fail(str(error))
    if len(inputs) != 1:
        fail(f"{file}: holds {len(inputs)} documents; give a single one, or use `extractor run`")
    if published:
        inputs[0].metadata["published"] = published
    source = read_input(inputs[0])
    if source.error:
        fail(source.error)
    return source


def _extract(file: str, published: str, engine: Engine) -> tuple[SourceDocument, Any, list[dict[str, Any]]]:
    from extractor.cleaning import clean
    from extractor.language.errors import EngineError
    from extractor.pipeline import load
    from extractor.running.analyse import analyse_documents

    source = _read(file, published)
    try:
        nlp = load(engine=engine.value)
    except EngineError as error:
        fail(str(error))
    (found,) = analyse_documents(nlp, [source])
    if found.document["error"]:
        fail(found.document["error"])
    return source, clean(source.text), found.facts
