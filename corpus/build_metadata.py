#!/usr/bin/env python3
"""Rebuild metadata.csv, the table beside the corpus, from the annotations.

usage: python corpus/build_metadata.py

One row per document: its id, publication date (ISO 8601, empty where the document
has none), title (the first line of the article that is not site furniture) and the
kind of site it is written for. The kind follows the institution the document names first.
"""

import csv
import json
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
SITE_OF = {
    "municipality": "municipality",
    "council": "municipality",
    "government": "state administration",
    "agency": "state administration",
    "court": "court",
    "media": "news",
    "company": "company",
    "education": "education",
    "health": "health",
    "culture": "culture",
    "sport": "sport",
    "association": "civil society",
    "foundation": "civil society",
    "eu": "project",
    "international": "project",
}


def title(document: dict) -> str:
    """Return the first line of the article, without surrounding spaces, or an empty string."""
    lines = [line.strip() for line in document["text"].splitlines()]
    # A title that the page repeats is furniture in all its copies but the first.
    furniture = {line for line in document["boilerplate"] if lines.count(line) == 1}
    return next((line for line in lines if line and line not in furniture), "")


def site(document: dict) -> str:
    """Return the kind of site, by the institution whose name stands first in the text."""
    text = document["text"].casefold()

    def first_mention(institution: dict) -> int:
        found = (text.find(name.casefold()) for name in (institution["name"], *institution["aliases"]))
        return min((position for position in found if position >= 0), default=len(text))

    named = min(document["institutions"], key=first_mention, default=None)
    return SITE_OF.get(named["type"], "news") if named else "news"


def main() -> None:
    """Write metadata.csv, sorted by document id."""
    with (CORPUS / "metadata.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["doc_id", "published", "title", "source"])
        for path in sorted((CORPUS / "annotations").glob("*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            table.writerow([document["doc_id"], document["published"] or "", title(document), site(document)])


if __name__ == "__main__":
    main()
