"""The ``extractor`` command itself: what all its parts share."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import extractor

app = typer.Typer(
    help="Facts from Bulgarian press releases: dates, people, institutions, counts, municipalities, money.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Facts from Bulgarian press releases: dates, people, institutions, counts, municipalities, money."""
    if show:
        print(extractor.__version__)
        raise typer.Exit


class Engine(StrEnum):
    """What analyses the language before the facts are found."""

    spacy = "spacy"
    stanza = "stanza"
    rules = "rules"


DEFAULT = Engine.spacy


def engine_options(engine: Engine, model: Path | None = None, stanza_dir: Path | None = None) -> dict[str, Any]:
    """Arguments of `extractor.load`, as plain values that can be sent to workers and written to ``run.json``."""
    folders = {"model": model, "stanza_dir": stanza_dir}
    return {"engine": engine.value, **{name: str(path) for name, path in folders.items() if path is not None}}


def fail(message: str, code: int = 2) -> NoReturn:
    """One line to standard error, and out."""
    print(f"extractor: {message}", file=sys.stderr)
    raise typer.Exit(code)
