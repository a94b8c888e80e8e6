"""The command line: ``extractor run FOLDER -o OUT`` and its companions."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Column, Table

import extractor

app = typer.Typer(
    help="Facts from Bulgarian press releases: dates, people, institutions, counts, municipalities, money.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ERRORS_SHOWN = 20


class Engine(StrEnum):
    """What analyses the language before the facts are found."""

    spacy = "spacy"
    stanza = "stanza"
    rules = "rules"


@app.command()
def run(
    folder: Annotated[str, typer.Argument(help="Folder (or file, URL, - for standard input) with the documents.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that work side by side.")] = 1,
    timeout: Annotated[float, typer.Option(min=0, help="Limit for one document in seconds; 0 for none.")] = 120,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over; take over nothing from an earlier run.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    text_column: Annotated[str, typer.Option(help="Column of CSV, Parquet and JSONL that holds the text.")] = "text",
    id_column: Annotated[str, typer.Option(help="Column that holds the document's id.")] = "id",
    date_column: Annotated[str, typer.Option(help="Column that holds the publication date.")] = "published",
    only_bulgarian: Annotated[bool, typer.Option("--only-bulgarian", help="No facts from other languages.")] = False,
) -> None:
    """Read every document below FOLDER and write the facts and documents tables to OUT.

    Exit code 0: all well; 1: some inputs failed (see the error column of documents); 2: nothing could be done.
    """
    from extractor.reading.document import Columns
    from extractor.running.analyse import AnalysisOptions
    from extractor.running.run import RunError, RunOptions
    from extractor.running.run import run as run_folder

    console = Console(stderr=True, quiet=quiet)
    options = RunOptions(
        folder=folder,
        out=out,
        workers=workers,
        fresh=fresh,
        columns=Columns(text=text_column, id=id_column, date=date_column),
        analysis=AnalysisOptions(timeout=timeout or None, only_bulgarian=only_bulgarian),
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as progress:
        task = progress.add_task("documents", total=None)
        try:
            summary = run_folder(
                options,
                report=lambda done: progress.advance(task, done),
                started=lambda total: progress.update(task, total=total),
            )
        except RunError as error:
            progress.stop()
            fail(str(error))
        except KeyboardInterrupt:
            progress.stop()
            fail("stopped; run the same command again to go on from here", code=130)
    for line in summary.errors[:ERRORS_SHOWN]:
        print(f"extractor: {line}", file=sys.stderr)
    if len(summary.errors) > ERRORS_SHOWN:
        print(
            f"extractor: and {len(summary.errors) - ERRORS_SHOWN} more; see {out}/documents.csv",
            file=sys.stderr,
        )
    if not quiet:
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
    raise typer.Exit(summary.exit_code)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with annotated documents (*.json).")],
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder with the tables of a run over them.")],
    misses: Annotated[str, typer.Option(help="List the misses and extras of one kind, e.g. people.role.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the tables of a run against annotated documents: precision, recall, F1 for each kind."""
    from extractor.evaluation.gold import GoldError
    from extractor.evaluation.score import macro_f1, score_run

    try:
        tallies = score_run(gold, run_folder)
    except GoldError as error:
        fail(str(error))
    if misses:
        if misses not in tallies:
            fail(f"no kind {misses!r}; choose one of {', '.join(tallies)}")
        for miss in tallies[misses].misses:
            print(f"{miss.doc_id}\t{miss.what}\t{miss.fact}")
        return
    if as_json:
        figures = {kind: tally.figures() for kind, tally in tallies.items()}
        print(json.dumps({**figures, "macro": {"f1": round(macro_f1(tallies), 4)}}))
        return
    table = Table("kind", *(Column(name, justify="right") for name in ("P", "R", "F1", "gold", "found")))
    for kind, t in tallies.items():
        cells = (
            f"{t.precision:.3f}",
            f"{t.recall:.3f}",
            f"{t.f1:.3f}",
            str(t.hit + t.missed),
            str(t.hit + t.extra),
        )
        table.add_row(kind, *cells)
    table.add_section()
    table.add_row("macro F1", "", "", f"{macro_f1(tallies):.3f}", "", "")
    Console().print(table)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Facts from Bulgarian press releases: dates, people, institutions, counts, municipalities, money."""
    if show:
        print(extractor.__version__)
        raise typer.Exit


def fail(message: str, code: int = 2) -> NoReturn:
    """One line to standard error, and out."""
    print(f"extractor: {message}", file=sys.stderr)
    raise typer.Exit(code)


def main() -> None:
    """Entry point of the ``extractor`` command."""
    app()
