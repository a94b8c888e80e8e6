"""The Stanza engine as a user meets it: what it says when something is missing, and what stands in the document."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.facts.mark import facts_of
from extractor.language.engines import analysis
from extractor.language.errors import EngineError
from extractor.language.stanza import StanzaAnalysis, StanzaTokenizer
from extractor.running.run import RunOptions, run

pytest.importorskip("stanza", reason="Stanza is not installed: pip install '.[stanza]'")
TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г.\nДошли са 30 души."


@pytest.fixture(scope="module")
def nlp(stanza: Language) -> Language:
    return stanza


def test_sentence(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [sentence.text.strip() for sentence in doc.sents] == TEXT.split("\n")
    assert ("Иван Петров", "PER") in [(ent.text, ent.label_) for ent in doc.ents]
    assert (doc[0].lemma_, doc[0].pos_, doc[0].morph.get("Definite")) == ("кмет", "NOUN", ["Def"])


def test_same_facts_alone_in_a_batch_and_again(nlp: Language) -> None:
    texts = [TEXT, "Община Сливен отпусна 5 000 лв. за СУ „Христо Ботев“.", "", TEXT]
    alone = [facts_of(nlp(text)) for text in texts]
    assert alone[0] == alone[3]
    for size in (1, 2, 4):
        assert [facts_of(doc) for doc in nlp.pipe(texts, batch_size=size)] == alone


def test_same_table_however_many_workers(stanza_models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{TEXT}\nНагради получиха {number + 12} деца.", encoding="utf-8")
    tables = set()
    for workers, batch in ((1, 32), (2, 2)):
        out = tmp_path / f"out-{workers}"
        options = {"engine": "stanza", "stanza_dir": str(stanza_models)}
        run(RunOptions(folder=str(folder), out=str(out), load=options, workers=workers, batch=batch))
        tables.add((out / "facts.csv").read_bytes())
    assert len(tables) == 1


def test_saved_pipeline_reads_the_same(stanza_models: Path, tmp_path: Path) -> None:
    plain = analysis("stanza", stanza_dir=stanza_models)
    plain.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT).to_json() == plain(TEXT).to_json()


def test_tokens_need_no_tagger(nlp: Language, stanza_models: Path) -> None:
    doc = analysis("stanza", stanza_dir=stanza_models, disable=["stanza_analysis"])(TEXT)
    assert [token.text for token in doc] == [token.text for token in nlp(TEXT)]
    assert not doc.ents


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "5",
        "„“",
        "\x00",
        "а\x00б\x85в\x1cг",
        "\u200b\ufeff",
        "😀👨‍👩‍👧",
        "a\u0301" * 40,
        "\ufffd\ufffe\U0010ffff",
    ],
)
def test_odd_text(nlp: Language, text: str) -> None:
    for fact in facts_of(nlp(text)):
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize("unit", ["а", "А", "1", ",", "„", "а ", "5 ", ", ", "а. ", "\n", "на\n"])
def test_nothing_but_one_thing(nlp: Language, unit: str) -> None:
    text = unit * (3_000 // len(unit))
    assert nlp.tokenizer.uncleaned(text).text == text
    nlp(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60) | st.text(alphabet="Кмет Иван5„“.-\n\u00a0\u2028\x00", max_size=60))
def test_any_text(nlp: Language, text: str) -> None:
    assert nlp.tokenizer.uncleaned(text).text == text
    doc = nlp(text)
    assert all(token.is_space or token.pos_ for token in doc)
    for fact in facts_of(doc):
        assert doc._.cleaned.source[fact.start : fact.end] == fact.text


def test_tokenizer_that_leaves_out_and_joins() -> None:
    """Whatever a model makes of a text, all of it stands in the document, and no token holds white space."""
    text = "Дошли са\n10 000 души!"
    found = [(3, 8), (10, 16)]  # "ли са" and "10 000", in a text with an empty line between the two

    def pipeline(given: str, processors: str) -> SimpleNamespace:
        assert (given, processors) == ("Дошли са\n\n10 000 души!", "tokenize")
        tokens = [SimpleNamespace(start_char=start, end_char=end) for start, end in found]
        return SimpleNamespace(sentences=[SimpleNamespace(tokens=tokens)])

    doc = StanzaTokenizer(spacy.blank("bg"), pipeline)(text)
    assert doc.text == text
    assert [token.text for token in doc] == ["Дош", "ли", "са", "\n", "10", "000", "души!"]


def test_long_words_and_sentences_come_in_parts() -> None:
    lengths = []

    def pipeline(given, processors):
        if processors == "tokenize":
            return SimpleNamespace(sentences=[])
        lengths.extend(len(sentence.words) for sentence in given.sentences)
        return given

    blank = spacy.blank("bg")
    doc = StanzaTokenizer(blank, pipeline)("а " * 450 + "б" * 400)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    StanzaAnalysis(pipeline)(doc)
    assert lengths == [200, 200, 53]
    assert max(map(len, doc)) == 150


def says(**options: Path) -> str:
    with pytest.raises(EngineError) as error:
        analysis("stanza", **options)
    message = str(error.value)
    assert "\n" not in message
    return message


def test_folder_without_models(tmp_path: Path) -> None:
    assert "resources.json" in says(stanza_dir=tmp_path)


def test_folder_for_another_language(tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_text('{"ru": {}}')
    assert "no folder bg" in says(stanza_dir=tmp_path)


@pytest.mark.parametrize("file", ["tokenize", "pos", "lemma", "ner", "pretrain"])
def test_damaged_model(stanza_models: Path, tmp_path: Path, file: str) -> None:
    copy = shutil.copytree(stanza_models, tmp_path / "model")
    damaged = copy / "bg" / file / "press.pt"
    damaged.write_bytes(damaged.read_bytes()[: damaged.stat().st_size // 2])
    assert "cannot be loaded" in says(stanza_dir=copy)
