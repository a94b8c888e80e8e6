"""``datapackage.json``: every column of the output described as a Frictionless table schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import extractor
from extractor.tables.schema import DOCUMENTS, FACTS, Column
from extractor.tables.write import whole_file

_FRICTIONLESS = {
    "category": "string",
    "int64": "integer",
    "float32": "number",
    "bool": "boolean",
    "decimal": "number",
    "spans": "array",
}


def descriptor(extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """The data package of a run; `extra` names metadata columns passed through to documents."""
    passed = tuple(Column(name, "string", "passed through from metadata.csv") for name in extra)
    facts = _resource("facts", FACTS)
    facts["schema"]["primaryKey"] = ["doc_id", "fact_id"]
    facts["schema"]["foreignKeys"] = [
        {"fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]}}
    ]
    documents = _resource("documents", DOCUMENTS + passed)
    documents["schema"]["primaryKey"] = ["doc_id"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "press-release-facts",
        "title": "Facts from Bulgarian press releases",
        "created_by": f"bg-press-extractor {extractor.__version__}",
        "resources": [facts, documents],
    }


def write_descriptor(folder: Path, extra: tuple[str, ...] = ()) -> None:
    """Write ``datapackage.json`` into `folder`."""
    with whole_file(folder / "datapackage.json") as temporary:
        temporary.write_text(json.dumps(descriptor(extra), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resource(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS.get(column.type, column.type),
        "description": column.description,
    }
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
