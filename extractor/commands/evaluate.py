"""``extractor evaluate``: how right a run was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from extractor.commands.app import app, fail


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
