"""The layers as they run for reading: the vectors of thinc's own, whatever is read together, and after training."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from extractor.language import embedding, tokenizer  # noqa: F401  registers what the configuration names
from extractor.language.features import FEATURES
from extractor.language.inference import read_only

TEXTS = [
    "Кметът на Сливен Иван Петров откри форума.",
    "ОБЩИНА РУСЕ\n\nНа 5 май в гр. Русе се проведе среща с 35 граждани.",
    "Среща",
    "",
    "Кметът на Русе откри среща с граждани на Сливен.",
]


def config(vectors: bool) -> dict[str, Any]:
    embed = {
        "@architectures": "extractor.PressEmbed.v1",
        "width": 16,
        "rows": [50] * len(FEATURES),
        "word_classes": False,
        "include_static_vectors": vectors,
        "table_width": 8,
        "word_dropout": 0.2,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 16,
        "depth": 2,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    return {
        "model": {
            "@architectures": "spacy.Tagger.v2",
            "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
        }
    }


@pytest.fixture(params=[False, True], ids=["tables", "tables_and_vectors"])
def tagger(request: pytest.FixtureRequest) -> Language:
    """A pipeline with a tagger of random weights."""
    numpy.random.seed(1)
    nlp = spacy.blank("bg")
    for word in ("кметът", "Кметът", "на", "среща"):
        nlp.vocab.set_vector(word, numpy.random.random(12).astype("float32"))
    nlp.add_pipe("tagger", config=config(request.param)).add_label("NOUN")
    nlp.initialize(lambda: [example(nlp)])
    return nlp


def example(nlp: Language) -> Example:
    doc = nlp.make_doc(TEXTS[0])
    return Example.from_dict(doc, {"tags": ["NOUN" if token.is_title else "X" for token in doc]})


def vectors(nlp: Language, docs: list[Doc]) -> list[Any]:
    found: list[Any] = nlp.get_pipe("tagger").model.get_ref("tok2vec").predict(docs)
    return found


def assert_close(some: list[Any], others: list[Any]) -> None:
    for a, b in zip(some, others, strict=True):
        numpy.testing.assert_allclose(a, b, atol=1e-5)


def test_the_same_vectors(tagger: Language) -> None:
    docs = [tagger.make_doc(text) for text in TEXTS if text]  # thinc raises at an empty document
    before = [vectors(tagger, [doc])[0] for doc in docs]
    read_only(tagger.get_pipe("tagger").model)
    assert_close(vectors(tagger, docs), before)
    assert_close(vectors(tagger, docs), before)  # from memory


def test_not_a_digit_depends_on_the_company(tagger: Language) -> None:
    read_only(tagger.get_pipe("tagger").model)
    docs = [tagger.make_doc(text) for text in TEXTS]
    together = vectors(tagger, docs)
    fresh = spacy.blank("bg")
    fresh.vocab.vectors = tagger.vocab.vectors
    other = fresh.add_pipe("tagger", source=tagger)
    read_only(other.model)
    alone = [vectors(fresh, [fresh.make_doc(text)])[0] for text in reversed(TEXTS)]
    for a, b in zip(together, reversed(alone), strict=True):
        assert numpy.array_equal(a, b)


def test_a_full_memory_changes_nothing(tagger: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [tagger.make_doc(text) for text in TEXTS]
    before = vectors(tagger, docs[:1]) + vectors(tagger, docs[1:2])
    monkeypatch.setattr("extractor.language.inference._KEPT", 10)
    read_only(tagger.get_pipe("tagger").model)
    for _ in range(2):
        assert_close(vectors(tagger, docs[:2]), before)


def test_it_can_be_trained_and_saved(tagger: Language) -> None:
    read_only(tagger.get_pipe("tagger").model)
    docs = [tagger.make_doc(text) for text in TEXTS]
    before = vectors(tagger, docs)
    tagger.update([example(tagger)], sgd=tagger.create_optimizer())
    after = vectors(tagger, docs)
    assert not numpy.allclose(after[0], before[0])
    saved = tagger.to_bytes()
    tagger.update([example(tagger)], sgd=tagger.create_optimizer())
    tagger.from_bytes(saved)
    assert_close(vectors(tagger, docs), after)
