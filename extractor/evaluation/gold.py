"""Annotated documents: one JSON file each, as docs/guideline.md defines them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

Gold = dict[str, Any]

LISTS = (
    "boilerplate",
    "dates",
    "people",
    "institutions",
    "locations",
    "participants",
    "municipalities",
    "budgets",
)
REQUIRED = ("doc_id", "text", *LISTS)


class GoldError(Exception):
    """Annotations that cannot be read. One line: which file, and what is wrong."""


def read_gold(folder: Path) -> list[Gold]:
    """The annotated documents in `folder`, in order of file name.

    Raises GoldError where there are none, or a file is no annotation.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GoldError(f"{folder}: no annotated documents (*.json) in it")
    documents = []
    for file in files:
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise GoldError(f"{file}: not readable as JSON ({error})") from error
        missing = [key for key in REQUIRED if not isinstance(document, dict) or key not in document]
        if missing:
            raise GoldError(f"{file}: not an annotated document; it lacks {', '.join(missing)}")
        documents.append(document)
    return documents


def write_input(documents: list[Gold], folder: Path) -> None:
    """Write the documents as an input folder: a text file each, and ``metadata.csv`` with their dates."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["doc_id", "published"])
        for document in documents:
            text = folder / f"{document['doc_id']}.txt"
            text.write_text(document["text"], encoding="utf-8", newline="")
            writer.writerow([document["doc_id"], document.get("published") or ""])
