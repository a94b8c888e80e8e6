"""``extractor run``: a folder in, the tables out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from extractor.commands.app import DEFAULT, Engine, app, engine_options
from extractor.running.log import configure, logger
from extractor.tables.export import Dialect, Exports

if TYPE_CHECKING:
    from extractor.running.run import Summary

ERRORS_SHOWN = 20


class Format(StrEnum):
    """What is written: the CSV and Parquet tables, or those and a workbook."""

    tables = "tables"
    xlsx = "xlsx"


class Level(StrEnum):
    """Levels of messages."""

    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


@app.command()
def run(
    folder: Annotated[str, typer.Argument(help="Folder (or file, URL, - for standard input) with the documents.")],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder (or URL) for the tables.")],
    engine: Annotated[
        Engine, typer.Option(help="What analyses the language; rules needs no trained weights.")
    ] = DEFAULT,
    model: Annotated[Path | None, typer.Option(help="Folder of a spaCy pipeline to use instead of ours.")] = None,
    stanza_dir: Annotated[Path | None, typer.Option(help="Folder with Stanza's models for --engine stanza.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that work side by side.")] = 1,
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler (tcp://HOST:8786) to work on.")] = "",
    timeout: Annotated[
        float,
        typer.Option(
            min=0, help="Limit for one document, or 100,000 characters of it, in seconds of processor time; 0: none."
        ),
    ] = 120,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over; take over nothing from an earlier run.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    log_level: Annotated[Level, typer.Option(help="The least level of messages shown.")] = Level.warning,
    json_log: Annotated[bool, typer.Option("--json-log", help="Messages as JSON lines on standard error.")] = False,
    text_column: Annotated[str, typer.Option(help="Column of CSV, Parquet and JSONL that holds the text.")] = "text",
    id_column: Annotated[str, typer.Option(help="Column that holds the document's id.")] = "id",
    date_column: Annotated[str, typer.Option(help="Column that holds the publication date.")] = "published",
    keep_text: Annotated[bool, typer.Option("--keep-text", help="Write the decoded texts to texts.parquet.")] = False,
    format: Annotated[Format, typer.Option(help="xlsx: write facts.xlsx too, a sheet for each kind.")] = Format.tables,
    wide: Annotated[bool, typer.Option("--wide", help="Write wide.csv too, one row per document.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Write one table per kind too.")] = False,
    csv_dialect: Annotated[Dialect, typer.Option(help="excel-bg: semicolons, decimal commas, BOM.")] = Dialect.standard,
    only_bulgarian: Annotated[bool, typer.Option("--only-bulgarian", help="No facts from other languages.")] = False,
) -> None:
    """Read every document below FOLDER and write the facts and documents tables to OUT.

    Exit code 0: all well; 1: some inputs failed (see the error column of documents); 2: nothing could be done.
    """
    from extractor.reading.document import Columns
    from extractor.running.analyse import AnalysisOptions
    from extractor.running.run import RunError, RunOptions
    from extractor.running.run import run as run_folder

    configure("error" if quiet else log_level.value, as_json=json_log)
    options = RunOptions(
        folder=folder,
        out=out,
        load=engine_options(engine, model, stanza_dir),
        workers=workers,
        cluster=cluster or None,
        fresh=fresh,
        keep_text=keep_text,
        exports=Exports(wide=wide, split=split, xlsx=format is Format.xlsx, dialect=csv_dialect),
        columns=Columns(text=text_column, id=id_column, date=date_column),
        analysis=AnalysisOptions(timeout=timeout or None, only_bulgarian=only_bulgarian),
    )
    with _progress(hidden=quiet or json_log) as progress:
        task = progress.add_task("documents", total=None)
        try:
            summary = run_folder(
                options,
                report=lambda done: progress.advance(task, done),
                started=lambda total: progress.update(task, total=total),
            )
        except RunError as error:
            progress.stop()
            _stop(str(error), code=2)
        except KeyboardInterrupt:
            progress.stop()
            _stop("stopped; run the same command again to go on from here", code=130)
    shown = summary.errors if json_log else summary.errors[:ERRORS_SHOWN]
    for line in shown:
        logger.error(line)
    if len(shown) < len(summary.errors):
        logger.error("and %d more; see %s/documents.csv", len(summary.errors) - len(shown), out)
    if not quiet and not json_log:
        _print_summary(summary, out)
    raise typer.Exit(summary.exit_code)


def _stop(message: str, code: int) -> NoReturn:
    """One line of the log, and out."""
    logger.error(message)
    raise typer.Exit(code)


def _progress(*, hidden: bool) -> Progress:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=hidden or not console.is_terminal, transient=True)


def _print_summary(summary: Summary, out: str) -> None:
    print(f"Written to {out}")
    table = Table(show_header=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    table.add_row("documents", str(summary.documents))
    if summary.unchanged:
        table.add_row("  unchanged, taken over", str(summary.unchanged))
    table.add_row("  failed", str(len(summary.errors)))
    if summary.skipped_files:
        table.add_row("  files of other types", str(summary.skipped_files))
    for kind, count in summary.facts.items():
        table.add_row(f"{kind} facts", str(count))
    table.add_row("seconds", f"{summary.seconds:.1f}")
    Console().print(table)
