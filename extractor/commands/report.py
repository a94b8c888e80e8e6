"""``extractor report``: the output of a run as one page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.commands.app import app, fail

#: Above this many bytes browsers take seconds to open the page.
_LARGE = 50_000_000


@app.command()
def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder that `extractor run -o OUT` wrote.")],
) -> None:
    """Write OUT/report.html: overview, searchable table, articles, map, timeline and money on one page.

    The page needs no network and opens from disk. It shows whole articles where the run used --keep-text.
    """
    from extractor.viewing.report.assemble import write_report
    from extractor.viewing.report.tables import ReportError

    try:
        page = write_report(out)
    except ReportError as error:
        fail(str(error))
    size = page.stat().st_size
    print(f"Written to {page} ({size / 1e6:.1f} MB)")
    if not (out / "texts.parquet").exists():
        print("It shows sentences; for whole articles run again with --keep-text.")
    if size > _LARGE:
        print("It is large and slow to open; a report of a part of the folder will be quicker.")
