"""Engines as a user meets them: what they say when something is missing, and what stands in the document."""

import json
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import extractor
from extractor.language.engines import analysis, model_folder
from extractor.language.errors import EngineError

TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. в залата."


@pytest.fixture(scope="module")
def model() -> Path:
    try:
        return model_folder()
    except EngineError:
        pytest.skip("the trained pipeline is not part of this checkout")


@pytest.fixture(scope="module")
def nlp(model: Path) -> Language:
    return analysis("spacy")


def test_rules_need_no_model() -> None:
    doc = analysis("rules")(TEXT)
    assert [sentence.text for sentence in doc.sents] == [TEXT]


def test_shipped_model_reads_a_sentence(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert ("Иван Петров", "PER") in [(ent.text, ent.label_) for ent in doc.ents]
    assert doc[0].lemma_ == "кмет"
    assert doc[0].pos_ == "NOUN"
    assert doc[0].morph.get("Definite") == ["Def"]


def test_the_same_document_is_the_same_alone_and_in_a_batch(nlp: Language) -> None:
    alone = nlp(TEXT).to_json()
    batch = [doc.to_json() for doc in nlp.pipe([TEXT, "Друг текст.", TEXT], batch_size=3)]
    assert batch[0]["ents"] == alone["ents"] == batch[2]["ents"]
    assert batch[0]["tokens"] == alone["tokens"] == batch[2]["tokens"]


def test_components_can_be_left_out(model: Path) -> None:
    assert "ner" not in analysis("spacy", disable=["ner"]).pipe_names
    assert "extractor_dates" not in extractor.load("rules", disable=["extractor_dates"]).pipe_names


def test_saved_pipeline_reads_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    again = analysis("spacy", model=tmp_path / "copy")
    assert again(TEXT).to_json()["tokens"] == nlp(TEXT).to_json()["tokens"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "5", "„“", "А" * 5000, "\u0000\ud7ff"])
def test_any_text_is_read(nlp: Language, text: str) -> None:
    nlp(text)


def says(engine: str, **options: Path) -> str:
    with pytest.raises(EngineError) as error:
        analysis(engine, **options)
    message = str(error.value)
    assert "\n" not in message
    return message


def test_unknown_engine() -> None:
    assert "rules" in says("bert")


def test_missing_model_folder(tmp_path: Path) -> None:
    assert "no model folder" in says("spacy", model=tmp_path / "nowhere")


def test_folder_that_is_no_model(tmp_path: Path) -> None:
    assert "holds no spaCy model" in says("spacy", model=tmp_path)


def test_model_of_another_spacy_version(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "bg", "spacy_version": ">=2.3,<2.4"}))
    message = says("spacy", model=tmp_path)
    assert "2.3" in message
    assert spacy.about.__version__ in message


def test_model_for_another_language(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "ru", "spacy_version": ">=3.0"}))
    assert "not for Bulgarian" in says("spacy", model=tmp_path)


@pytest.mark.parametrize("file", ["ner/model", "morphologizer/cfg", "bulgarian_lemmatizer/lemmas.msgpack", "meta.json"])
def test_damaged_model(model: Path, tmp_path: Path, file: str) -> None:
    copy = shutil.copytree(model, tmp_path / "model")
    damaged = copy / file
    damaged.write_bytes(damaged.read_bytes()[: damaged.stat().st_size // 2])
    assert "damaged" in says("spacy", model=copy)
