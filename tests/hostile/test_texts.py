"""Texts made to break or hang: each is analysed to the end within the limit for a document, and in the right places."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.context import Context
from extractor.reading.decode import header, read_input
from extractor.reading.document import RawInput, SourceDocument
from extractor.running.analyse import Analysed, AnalysisOptions, analyse_documents, analyse_inputs, pieces

LENGTH = 6_000
#: A text of LENGTH characters, made of each of these, took more than linear time or raised at some time.
UNITS = [
    "1234567890", "12 ", "12.", "1,", "123\u00a0", "5-", "1/", "12.03.2024 ", "12, ", "март ", "12.03.2024\n",
    "Иван Петров, ", "Иван ", "И. ", "А.", "АБВ ", "(АБВ) ", "Дума. ", "Дума? „Да!“ ", "дума.Дума",
    "„", "„Дума ", '"дума" ', "„(«[", "“", "''", "'", "(", "а\"",
    ",", ".", "-", ":", "/", "\\", "|", "#", "*", "@", "€", " ", "\t", "\n", "\r", "\r\nа", "а\n", "\u00a0",
    "\0", "\u0301", "и\u0306", "\u00ad", "\u200b", "\u202e", "\ud800", "\u2028",
    "а", "А", "аa", "X", "ХІ", "www.", "a@", "a.b@c.bg ", "http://а.bg/", "&laquo;", "&amp;",
    "двадесет и ", "1 млн. лв. ", "5 лв., ", "от 5 до 10 лв. и ", "50 участници, ", "и ", "на ",
    "кметът на Община Русе Иван Петров, ", "Министерство на образованието и ", "директор на дирекция ", "Русе, ",
    "кметът ", "заместник-кмет и секретар, ", "директор на дирекция на отдел на ", "Университет „", "(а) ", "– ",
    "март април ", "5, 6 и 7 март, ", "2019 2020 ", "123 456 ", "12.34,56 ", "а-", "аБ1-", "каза Иванов. ", "и/или ",
    "преди 5 дни ", "в петък, ", "общините Русе и Варна, ", "комисия в състав: ", "1. Иван Петров – кмет\n",
    "проф. д-р ", "Сподели ", "Начало | ", "<script>", "漢字", "👩‍👩‍👧", "١٢٣", "½", "1 2 3 4 5 6 7 8 9 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_nothing_but_one_thing(rules: Language, unit: str) -> None:
    text = unit * (LENGTH // len(unit))
    source = SourceDocument(doc_id="x", path="x", format="txt", text=text)
    (found,) = analyse_documents(rules, [source], AnalysisOptions(timeout=20))
    assert found.document["error"] is None
    for row in found.facts:
        assert text[row["start"] : row["end"]] == row["text"]


def test_a_long_text_in_pieces_is_one_document(rules: Language) -> None:
    paragraph = "Кметът на община Сливен Иван Петров даде 5000 лв. на 5 май 2023 г.\n\n"
    filler = "Гражданите разговаряха дълго за дъжда и за реката. " * 40 + "\n\n"
    text = (paragraph + filler) * 60
    assert len(list(pieces(text))) > 1
    assert "".join(piece for _, piece in pieces(text)) == text
    assert all(text.startswith(piece, offset) for offset, piece in pieces(text))
    source = SourceDocument(doc_id="x", path="x", format="txt", text=text)
    (found,) = analyse_documents(rules, [source])
    assert found.document["n_chars"] == len(text)
    (budget,) = (row for row in found.facts if row["kind"] == "budget")
    assert budget["n_mentions"] == 60
    assert [row["kind"] for row in found.facts] == sorted((r["kind"] for r in found.facts), key=_order)


def _order(kind: str) -> int:
    return ["date", "person", "institution", "participants", "municipality", "budget"].index(kind)


def test_one_long_line_is_cut_somewhere() -> None:
    assert [len(piece) for _, piece in pieces("а" * 250, longest=100)] == [100, 100, 50]
    assert [piece for _, piece in pieces("един два", longest=6)] == ["един ", "два"]


def here(rules: Language, inputs: list[RawInput], options: AnalysisOptions) -> list[Analysed]:
    return analyse_inputs(rules, inputs, options)


def in_a_thread(rules: Language, inputs: list[RawInput], options: AnalysisOptions) -> list[Analysed]:
    """As Dask's workers do it: no signal reaches them."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(analyse_inputs, rules, inputs, options).result()


def raw(doc_id: str) -> RawInput:
    return RawInput(doc_id=doc_id, path=f"{doc_id}.txt", format="txt", raw="Кметът на Лом откри парка.".encode())


@pytest.mark.parametrize("analyse", [here, in_a_thread])
def test_decoding_is_within_the_time_limit(
    rules: Language, monkeypatch: pytest.MonkeyPatch, analyse: Callable[..., list[Analysed]]
) -> None:
    def endless(source: RawInput) -> SourceDocument:
        while source.doc_id == "b":
            try:
                while True:
                    pass
            except Exception:  # as a library may do
                continue
        return read_input(source)

    monkeypatch.setattr("extractor.running.analyse.read_input", endless)
    found = analyse(rules, [raw("a"), raw("b"), raw("c")], AnalysisOptions(timeout=1))
    assert "took longer than 1 s" in found[1].document["error"]
    assert [one.document["error"] for one in found[::2]] == [None, None]
    assert [fact["value"] for fact in found[2].facts] == [fact["value"] for fact in found[0].facts] != []


@pytest.mark.parametrize("analyse", [here, in_a_thread])
def test_each_component_is_within_the_time_limit(rules: Language, analyse: Callable[..., list[Analysed]]) -> None:
    def endless(doc: Doc) -> Doc:
        while "парка" in doc.text:
            pass
        return doc

    slow = SimpleNamespace(make_doc=rules.make_doc, pipeline=[*rules.pipeline, ("endless", endless)])
    other = replace(raw("other"), raw="Кметът на Лом откри моста.".encode())
    found = analyse(slow, [raw("a"), other, raw("c")], AnalysisOptions(timeout=1))
    assert ["took longer" in (one.document["error"] or "") for one in found] == [True, False, True]


@pytest.mark.parametrize(
    "analyse",
    [
        here,
        pytest.param(
            in_a_thread,
            marks=pytest.mark.skipif(
                not hasattr(time, "pthread_getcpuclockid"), reason="this system does not tell the time of a thread"
            ),
        ),
    ],
)
def test_time_on_the_clock_costs_no_document(
    rules: Language, monkeypatch: pytest.MonkeyPatch, analyse: Callable[..., list[Analysed]]
) -> None:
    """The limit counts this process's work, so that a busy machine fails no document: here another process works."""
    limit = 0.5
    busy = f"import time\nwhile time.process_time() < {2 * limit}: pass"

    def slow(source: RawInput) -> SourceDocument:
        subprocess.run([sys.executable, "-c", busy], check=True)
        return replace(header(source), error="read to the end")

    monkeypatch.setattr("extractor.running.analyse.read_input", slow)
    (found,) = analyse(rules, [raw("a")], AnalysisOptions(timeout=limit))
    assert found.document["error"] == "read to the end"


def test_a_table_of_numbers_is_no_long_word(rules: Language) -> None:
    """Each number of a page of numbers looks at the word before it, which once was the whole page so far."""
    assert max(len(word.text) for word in Context(rules.make_doc("1 2 3 4 5 6 7 8 9 " * 100 + "\n" * 100)).words) < 100
