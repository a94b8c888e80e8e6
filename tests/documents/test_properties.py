"""What holds for any text: offsets point at the words, nothing raises, ids and rows are stable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractor.facts.mark import facts_of
from extractor.facts.model import KINDS
from extractor.language.source import cleaned_of
from extractor.running.analyse import analyse
from extractor.tables.rows import fact_rows

PIECES = [
    "Кметът на община Сливен инж. Иван Петров",
    "д-р Айше Мехмед-Кая, секретар на НАСО РБ",
    "на 23 и 24 юли",
    "05.09.2014г",
    "вчера",
    "до 30 юни т.г.",
    "176 614,69 лв.",
    "от 10 до 20 хил. евро",
    "над 200 участници",
    "25 представители от 13 общини",
    "в с. Баня, община Разлог",
    "Министерството на културата /МК/",
    "ОУ „Васил Левски“ – Карнобат",
    "« Назад",
    "Начало | Новини | Контакти",
    "\u00ad",
    "\u200b",
    "\u00a0",
    "и\u0306",
    "\r\n",
    "\n\n",
    " – ",
    ", ",
    ".",
    "Общo",
    "12345678901234567890",
    "((((",
    "„„„",
]
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)
TABLES = sorted(Path(__file__).parents[1].glob("*/*.tsv"))
SENTENCES = [
    line.split("\t")[0].replace("\\n", "\n")
    for path in TABLES
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """Stretches of the sentences of the test tables, cut between two words anywhere and put together."""
    words: list[str] = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)):
        all_words = re.findall(r"\w+|[^\w\s]|\s+", sentence)
        start, end = sorted((draw(st.integers(0, len(all_words))), draw(st.integers(0, len(all_words)))))
        words += all_words[start:end]
    return "".join(words)


relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
dates = st.sampled_from([None, "2024-02-29", "2019-07-24"])


@relaxed
@given(text=texts, published=dates)
def test_every_fact_stands_where_it_says(rules: Language, text: str, published: str | None) -> None:
    doc = analyse(rules, rules.make_doc(text), published)
    assert cleaned_of(doc).source == text
    for fact in facts_of(doc):
        assert text[fact.start : fact.end] == fact.text and fact.text
        assert 0.0 <= fact.confidence <= 1.0
        assert fact.rule and fact.value
    for row in fact_rows(doc, "x"):
        assert row["n_mentions"] >= 1


@settings(parent=relaxed, max_examples=600)
@given(text=fragments())
@example(text="Дойде кметът на Лом Иван Петров, и на")
@example(text="Дойде и Анна Петрова, която е лидер на КНСБ, и адвокатът ни ")
def test_a_text_that_breaks_off_anywhere_raises_nothing(rules: Language, text: str) -> None:
    for fact in facts_of(rules(text)):
        assert text[fact.start : fact.end] == fact.text


@relaxed
@given(text=texts)
def test_the_same_text_gives_the_same_rows(rules: Language, text: str) -> None:
    first = fact_rows(analyse(rules, rules.make_doc(text)), "x")
    assert first == fact_rows(analyse(rules, rules.make_doc(text)), "x")
    ids = [row["fact_id"] for row in first]
    assert len(set(ids)) == len(ids)


def test_facts_survive_serialisation(rules: Language) -> None:
    doc = rules(" ".join(PIECES[:13]))
    assert {fact.kind for fact in facts_of(doc)} == {cls.kind for cls in KINDS.values()}
    again = Doc(rules.vocab).from_bytes(doc.to_bytes())
    assert facts_of(again) == facts_of(doc)
    (packed,) = DocBin(store_user_data=True, docs=[doc]).get_docs(rules.vocab)
    assert facts_of(packed) == facts_of(doc)


@pytest.mark.parametrize("key", KINDS)
def test_spans_carry_typed_immutable_facts(rules: Language, key: str) -> None:
    doc = rules(" ".join(PIECES[:13]))
    for span in doc.spans[key]:
        assert isinstance(span._.fact, KINDS[key])
        with pytest.raises(AttributeError):
            span._.fact.text = "друго"


@pytest.mark.parametrize("text", ["", "Добър ден.", "Начало | Новини | Контакти"])
def test_what_is_not_there_is_an_empty_group(rules: Language, text: str) -> None:
    doc = rules(text)
    assert {key: len(doc.spans[key]) for key in KINDS} == dict.fromkeys(KINDS, 0)


def test_components_can_be_left_out_replaced_and_added() -> None:
    import extractor

    nlp = extractor.load(engine="rules", disable=["extractor_budgets"])
    doc = nlp("На 5 май 2023 г. бяха дадени 100 лв.")
    assert "dates" in doc.spans and "budgets" not in doc.spans
    nlp.remove_pipe("extractor_dates")
    nlp.add_pipe("extractor_budgets", last=True)
    doc = nlp("На 5 май 2023 г. бяха дадени 100 лв.")
    assert "dates" not in doc.spans and len(doc.spans["budgets"]) == 1


def test_pipe_over_several_processes_gives_the_same(rules: Language) -> None:
    many = [" ".join(PIECES[n : n + 9]) for n in range(12)]
    alone = [facts_of(doc) for doc in map(rules, many)]
    for batch in (1, 5, 100):
        assert [facts_of(doc) for doc in rules.pipe(many, batch_size=batch)] == alone
