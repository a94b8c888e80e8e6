"""MkDocs hooks: the reference of commands and options is made from the command line itself."""

from __future__ import annotations

import typer
from typer.cli import get_docs_for_click

MARKER = "<!-- reference -->"


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the reference of all commands where a page has the marker."""
    return markdown.replace(MARKER, command_reference()) if MARKER in markdown else markdown


def command_reference() -> str:
    """Every command with its arguments and options, as Markdown below a heading of the second level."""
    from extractor.commands import app

    command = typer.main.get_command(app)
    with typer.Context(command, info_name="extractor") as context:
        text = get_docs_for_click(obj=command, ctx=context, name="extractor")
    # The page has its own title, and the first section repeats what follows.
    commands = text.partition("\n## ")
    return commands[1].lstrip("\n") + commands[2]
