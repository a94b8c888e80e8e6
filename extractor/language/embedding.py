"""How the shipped model sees a token: its form, its ends, its shape, its company, and what lists know of it.

spaCy's `MultiHashEmbed` embeds attributes of a lexeme. Bulgarian asks for more: endings of two
to five letters tell number, definiteness and a family name (-ов, -ева, -ски); press releases
shout in capitals and put names in quotation marks; and registers of places and lists of names
know words that a small treebank never shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy
from spacy.attrs import ORTH
from spacy.ml.staticvectors import StaticVectors
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d, Ragged

from extractor.language.features import FEATURES, lexeme_features, place_features


@registry.architectures("extractor.PressEmbed.v1")  # type: ignore[untyped-decorator]
def press_embed(
    width: int,
    rows: list[int],
    word_classes: bool,
    include_static_vectors: bool,
    table_width: int | None = None,
    word_dropout: float = 0.0,
) -> Model[list[Doc], list[Floats2d]]:
    """Embedding layer for press releases: one hash table for each of `features.FEATURES`.

    `width` is the size of the result and `table_width` that of each table's rows (`width` if not given);
    `rows` the number of rows of each table, in the order of `FEATURES`; `word_classes` says whether to
    look words up in the word lists (read when training begins and kept inside the model ever after);
    `include_static_vectors` adds the vocabulary's vectors, and hides the form of a word that has none;
    `word_dropout` is the share of forms hidden in training. A model that often has to do without the
    form learns from endings and company, which new names have too.
    """
    if len(rows) != len(FEATURES):
        raise ValueError(f"{len(FEATURES)} features need as many row counts, not {len(rows)}")
    each = table_width or width
    tables: list[Model[Any, Any]] = [HashEmbed(each, n, column=i, seed=7 + i, dropout=0.0) for i, n in enumerate(rows)]
    features: Model[list[Doc], Ragged] = chain(
        _extractor(word_classes, include_static_vectors, word_dropout),
        cast("Model[list[Ints2d], Ragged]", list2ragged()),
        with_array(concatenate(*tables)),
    )
    size = each * len(tables)
    if include_static_vectors:
        features = concatenate(features, StaticVectors(width, dropout=0.0))
        size += width
    mixed: Model[Ragged, Ragged] = with_array(Maxout(width, size, nP=3, dropout=0.0, normalize=True))
    return chain(features, mixed, ragged2list())


def _extractor(word_classes: bool, known_only: bool, word_dropout: float) -> Model[list[Doc], list[Ints2d]]:
    """Layer that turns each token into the row of hashes that the tables embed."""
    return Model(
        "press_features",
        _Forward(),
        init=_read_word_classes,
        attrs={
            "word_classes": {},
            "use_word_classes": word_classes,
            "known_only": known_only,
            "word_dropout": word_dropout,
        },
    )


def _read_word_classes(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    """Copy the lists into the model, so that it never changes when they do."""
    if model.attrs["use_word_classes"]:
        from extractor.language.features import word_classes

        model.attrs["word_classes"] = word_classes()


_HIDDEN = hash_string("<hidden>")


class _Forward:
    """The layer's function, with a memory of the forms it has seen: half the tokens of a text are repeats."""

    LIMIT = 200_000  # forms; about 100 MB

    def __init__(self) -> None:
        self.rows: dict[int, list[int]] = {}

    def __call__(
        self, model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Ints2d], Callable[[Any], list[Any]]]:
        found = []
        dropout = model.attrs["word_dropout"] if is_train else 0.0
        for doc in docs:
            array = self._features(doc, model.attrs["word_classes"], model.attrs["known_only"])
            if dropout:
                array[numpy.random.random(len(doc)) < dropout, 0] = _HIDDEN
            found.append(model.ops.asarray2i(array, dtype="uint64"))
        return found, _no_gradient

    def _features(self, doc: Doc, classes: dict[str, str], known_only: bool) -> Any:
        array = numpy.zeros((len(doc), len(FEATURES)), dtype="uint64")
        if not len(doc):
            return array
        rows = self.rows
        if len(rows) > self.LIMIT:
            rows.clear()
        lexical = []
        orths: list[int] = doc.to_array([ORTH]).ravel().tolist()  # type: ignore[assignment]
        for orth in orths:
            row = rows.get(orth)
            if row is None:
                row = rows[orth] = form_features(doc.vocab, orth, classes, known_only)
            lexical.append(row)
        array[:, :-1] = numpy.asarray(lexical, dtype="uint64")
        array[:, -1] = place_features(doc)
        return array

    def __getstate__(self) -> dict[str, Any]:
        return {"rows": {}}


def form_features(vocab: Vocab, orth: int, classes: dict[str, str], known_only: bool) -> list[int]:
    """Hashes of a form's features; `known_only` hides the form itself where the vocabulary has no vector of it."""
    text = vocab.strings[orth]
    row = [hash_string(value) for value in lexeme_features(text, classes)]
    if known_only and hash_string(text.lower()) not in vocab.vectors.key2row:
        row[0] = _HIDDEN
    return row


def _no_gradient(gradient: Any) -> list[Any]:
    return []
