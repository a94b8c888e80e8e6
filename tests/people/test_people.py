"""People in sentences: the tables beside this file say what is expected."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TABLES = sorted(Path(__file__).parent.glob("*.tsv"))


def cases():
    for path in TABLES:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = csv.reader((line for line in lines if line and not line.startswith("#")), delimiter="\t", quoting=3)
        for row in rows:
            yield pytest.param(row[0], row[1] if len(row) > 1 else "", id=f"{path.stem}: {row[0][:50]}")


def people_of(nlp, text):
    """ "name | title | role | unit | org" for each person and position, people in reading order, joined by "; "."""
    seen = {}
    for fact in nlp(text)._.facts:
        if fact.kind == "person":
            seen.setdefault(fact.name, fact)
    rows = []
    for fact in seen.values():
        cells = [(p.role, p.unit, p.org) for p in fact.positions] or [(None, None, None)]
        rows += [" | ".join(cell or "" for cell in (fact.name, fact.title, *three)).rstrip(" |") for three in cells]
    return "; ".join(rows)


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_sentence(nlp, sentence, expected):
    assert people_of(nlp, sentence.replace("\\n", "\n")) == expected


def base_forms():
    lines = (Path(__file__).parent / "base_forms.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        yield pytest.param(row["phrase"], int(row["holders"]), row["base"], id=row["phrase"])


@pytest.mark.parametrize(("phrase", "holders", "base"), list(base_forms()))
def test_base_form(rules, phrase, holders, base):
    names = ("Ана Колева", "Иван Петров")[-holders:]
    found = [fact for fact in rules(f"{phrase} {' и '.join(names)} подписаха.")._.facts if fact.kind == "person"]
    assert [(fact.name, [position.role for position in fact.positions]) for fact in found] == [
        (name, [base]) for name in names
    ]


WORDS = [
    "кмет",
    "кметът на",
    "Иван",
    "Петров",
    "инж.",
    "А.",
    "„",
    "“",
    ",",
    "и",
    "\n",
    "-",
    "Лом",
    "(",
    ")",
    ":",
    "д-р",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=200))
def test_every_mention_stands_in_the_source(rules, text):
    for fact in rules(text)._.facts:
        assert text[fact.start : fact.end] == fact.text
