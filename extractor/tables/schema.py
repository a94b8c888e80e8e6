"""Columns of the `facts` and `documents` tables: the project's public interface, stated once.

The Arrow schemas, ``datapackage.json`` and the table reference in the documentation are all
made from these lists. Order matters: it is the order of the files.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is one of the names in `ARROW`; `values` are the categories of an enum."""

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()


ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "decimal": pa.decimal128(18, 2),
    "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
}

KINDS = ("date", "person", "institution", "participants", "municipality", "budget")
DATE_ROLES = ("event", "published", "document", "deadline", "other")
AMOUNT_ROLES = ("total", "eu", "national", "own", "price", "pay", "penalty", "revenue", "other")
INSTITUTION_TYPES = (
    "government", "municipality", "council", "agency", "court", "party", "association", "company",
    "foundation", "education", "health", "culture", "sport", "media", "eu", "international", "church", "other",
)  # fmt: skip

FACTS: tuple[Column, ...] = (
    Column("doc_id", "string", "the document: its path below the input folder without extension, or the record's id"),
    Column("fact_id", "string", "stable within unchanged input: the same text gives the same id on every run"),
    Column("kind", "category", "what kind of fact the row holds", KINDS),
    Column("value", "string", "the normalised value in one string, e.g. 2019-07-23/2019-07-24 or 176614.69 BGN"),
    Column("text", "string", "the source's own characters, source[start:end]"),
    Column("start", "int64", "first code point in the decoded source, counted from 0"),
    Column("end", "int64", "one past the last code point in the decoded source"),
    Column("sentence", "string", "the sentence around the fact, as cleaned"),
    Column("confidence", "float32", "0 to 1, calibrated: of the facts near 0.9 about nine in ten are right"),
    Column("rule", "string", "the pattern or model that produced the fact"),
    Column("date_start", "date", "first day covered; null when unknown or open"),
    Column("date_end", "date", "last day covered; null when unknown or open"),
    Column("date_role", "category", "what the date is to the document", DATE_ROLES),
    Column("person", "string", "full name in base form, without title; one for all mentions in a document"),
    Column("title", "string", "title or rank as written"),
    Column("role", "string", "one position of the person: lower case, indefinite base form"),
    Column("unit", "string", "the department inside the organisation"),
    Column("org", "string", "the organisation as the document names it"),
    Column("institution", "string", "full name in base form"),
    Column("acronym", "string", "the acronym that the document uses for it"),
    Column("institution_type", "category", "type of organisation", INSTITUTION_TYPES),
    Column("count_min", "int64", "least number; null for an open end"),
    Column("count_max", "int64", "greatest number; null for an open end"),
    Column("count_approx", "bool", "whether the text says about, nearly and the like"),
    Column("count_of", "string", "the noun counted: singular, indefinite"),
    Column("municipality", "string", "name in the national register"),
    Column("municipality_code", "string", "code in the national register, e.g. SLV20"),
    Column("district", "string", "district (oblast)"),
    Column("nuts3", "string", "NUTS 3 region code"),
    Column("basis", "category", "whether the text names the municipality or a settlement in it",
           ("municipality", "settlement")),
    Column("amount_min", "decimal", "least amount in full currency units; null for an open end"),
    Column("amount_max", "decimal", "greatest amount in full currency units; null for an open end"),
    Column("currency", "string", "ISO 4217 code"),
    Column("amount_eur", "decimal", "amount_min in euro where the rate is fixed (1.95583 BGN), else null"),
    Column("amount_role", "category", "what the sum is", AMOUNT_ROLES),
    Column("n_mentions", "int64", "how often the document mentions this fact"),
)  # fmt: skip

DOCUMENTS: tuple[Column, ...] = (
    Column("doc_id", "string", "the document: its path below the input folder without extension, or the record's id"),
    Column("path", "string", "where it was read from, relative to the input folder"),
    Column("format", "string", "format of the input, e.g. txt, html, docx"),
    Column("sha256", "string", "SHA-256 of the bytes as read, in hexadecimal"),
    Column("title", "string", "title from metadata or the document"),
    Column("published", "date", "publication date"),
    Column("published_source", "category", "where the publication date comes from", ("metadata", "text")),
    Column("language", "string", "BCP 47 tag of the language: ISO 639-1 code; bg-Latn is Bulgarian in Latin letters"),
    Column("n_chars", "int64", "code points in the decoded source"),
    Column("n_sentences", "int64", "sentences in the cleaned article"),
    Column("boilerplate", "spans", "stretches of the decoded source that are site furniture (JSON in CSV)"),
    Column("n_facts", "int64", "rows of this document in the facts table"),
    Column("error", "string", "null, or one line that says what is wrong with this input"),
    Column("encoding", "string", "character encoding the bytes were decoded from"),
)  # fmt: skip


TEXTS: tuple[Column, ...] = (
    Column("doc_id", "string", "the document, as in the other tables"),
    Column("text", "string", "the decoded source that the offsets of facts count in"),
)


def arrow_schema(columns: tuple[Column, ...], extra: tuple[str, ...] = ()) -> pa.Schema:
    """Arrow schema of `columns`, followed by string columns named `extra` (metadata passed through)."""
    fields = [pa.field(c.name, ARROW[c.type], metadata={"description": c.description}) for c in columns]
    return pa.schema(fields + [pa.field(name, pa.string()) for name in extra])
