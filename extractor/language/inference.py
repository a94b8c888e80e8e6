"""The trained layers as they run when nothing is learnt: the same weights, less work for each word.

thinc runs every layer on every token and keeps what training would need. A text that is only read needs neither:
what the embedding makes of a token depends on its form and its place alone (`features.FEATURES`), and half the
tokens of a text are repeats, so it is kept; and the encoder's layers are written as the few matrix operations
that they are.

A vector must not depend on what stood beside it when it was first worked out, or a table would depend on the order of
the documents. So each form is multiplied by itself, and each document is encoded by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_not
from typing import Any, TypeAlias

import numpy
from spacy.attrs import ORTH
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Floats2d

from extractor.language.embedding import form_features
from extractor.language.features import place_features

#: A matrix of float32 with a row for each token.
Rows: TypeAlias = Any

#: Vectors of forms in their places that are kept for one model; 19 MB where each has 96 numbers.
_KEPT = 50_000


def read_only(model: Model[Any, Any]) -> None:
    """Let the `spacy.Tok2Vec` layers below `model` that embed with `embedding.press_embed` run as described above.

    The model can be saved, loaded and trained as before: its layers, names and weights stay what they are.
    """
    for node in model.walk():
        if node.has_ref("embed") and node.has_ref("encode") and _is_known(node):
            node.replace_callbacks(_Reading(node._func), init=node.init)


def _is_known(node: Model[Any, Any]) -> bool:
    """Whether the layer is built of just the parts that are written out here."""
    embed, encode = node.get_ref("embed"), node.get_ref("encode")
    blocks = encode.layers[0].layers if encode.layers else []
    return embed.name.startswith("press_features") and all(
        block.name == "residual(expand_window>>maxout>>layernorm>>dropout)"
        and all(part.attrs["window_size"] == 1 for part in block.walk() if part.name == "expand_window")
        for block in blocks
    )


class _Reading:
    """The forward function of a token-to-vector layer."""

    def __init__(self, learning: Callable[..., Any]) -> None:
        self._learning = learning
        self._nodes: list[tuple[Model[Any, Any], str]] = []  # that have weights
        self._weights: list[Any] = []  # with which the rest was made
        self._embed: _Embedding
        self._encode: list[_Block]
        self._pad: int  # rows before and after a document, in which the encoder writes what is beside it

    def __call__(self, model: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool) -> Any:
        if is_train:
            self._weights = []
            return self._learning(model, docs, is_train)
        weights = [node.get_param(name) for node, name in self._nodes]
        if not self._weights or any(map(is_not, weights, self._weights)):
            self._nodes = [(node, name) for node in model.walk() for name in node.param_names]
            self._weights = [node.get_param(name) for node, name in self._nodes]
            self._embed = _Embedding(model.get_ref("embed"))
            blocks = [node for node in model.get_ref("encode").walk() if node.name == "maxout>>layernorm"]
            self._encode = [_Block(node) for node in blocks]
            self._pad = model.get_ref("encode").attrs["pad"]
        return [self._vectors(doc) for doc in docs], _nothing_to_learn

    def _vectors(self, doc: Doc) -> Rows:
        words = self._embed(doc)
        pad = self._pad
        found = numpy.zeros((len(words) + 2 * pad, words.shape[1]), dtype=numpy.float32)
        found[pad : pad + len(words)] = words
        for block in self._encode:
            found += block(_windows(found))
        return found[pad : pad + len(words)]


def _windows(x: Rows) -> Rows:
    """Each row between the one before and the one after."""
    n, width = x.shape
    found = numpy.zeros((n, 3 * width), dtype=numpy.float32)
    found[1:, :width] = x[:-1]
    found[:, width : 2 * width] = x
    found[:-1, 2 * width :] = x[1:]
    return found


class _Block:
    """Maxout and layer normalisation, the numbers of thinc's `Maxout(normalize=True)`."""

    def __init__(self, node: Model[Any, Any]) -> None:
        maxout, norm = node.layers
        weights: Any = maxout.get_param("W")  # (width, pieces, inputs)
        self.width, self.pieces, inputs = weights.shape
        # Pieces apart, so that the largest is found by whole rows.
        self.weights = numpy.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        bias: Any = maxout.get_param("b")
        self.bias = numpy.ascontiguousarray(bias.T.reshape(-1))
        self.scale: Any
        self.shift: Any
        self.scale, self.shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, x: Rows) -> Rows:
        return self.finish(x @ self.weights)

    def one_by_one(self, x: Rows) -> Rows:
        """The same for each row by itself, whose numbers then do not depend on the others by any digit."""
        return self.finish(numpy.matmul(x[:, None, :], self.weights)[:, 0])

    def finish(self, product: Rows) -> Rows:
        product += self.bias
        width = self.width
        best = product[:, :width]
        for piece in range(1, self.pieces):
            best = numpy.maximum(best, product[:, piece * width : (piece + 1) * width])
        best -= numpy.add.reduce(best, axis=1, keepdims=True) / numpy.float32(width)
        variance = numpy.add.reduce(best * best, axis=1, keepdims=True) / numpy.float32(width)
        variance += numpy.float32(1e-8)
        best *= variance ** numpy.float32(-0.5)
        best *= self.scale
        best += self.shift
        return best


class _Embedding:
    """What `press_embed` makes of tokens, each form in each kind of place worked out once."""

    def __init__(self, node: Model[Any, Any]) -> None:
        self._forms = next(part for part in node.walk() if part.name == "press_features")
        tables = [part for part in node.walk() if part.name == "hashembed"]
        self._tables = [(part, part.attrs["column"]) for part in tables]
        self._static = next((part for part in node.walk() if part.name == "static_vectors"), None)
        self._mix = _Block(next(part for part in node.walk() if part.name == "maxout>>layernorm"))
        self._rows: dict[tuple[int, int], int] = {}
        self._kept = numpy.empty((_KEPT, self._mix.width), dtype=numpy.float32)

    def __call__(self, doc: Doc) -> Rows:
        orths: list[int] = doc.to_array([ORTH]).ravel().tolist()  # type: ignore[assignment]
        keys = list(zip(orths, place_features(doc).tolist(), strict=True))
        rows = self._rows
        new = [key for key in dict.fromkeys(keys) if key not in rows]
        if len(rows) + len(new) > _KEPT:
            rows.clear()
            new = list(dict.fromkeys(keys))
        if len(new) > _KEPT:
            place = {key: at for at, key in enumerate(new)}
            return self._worked_out(doc, new)[[place[key] for key in keys]]
        if new:
            self._kept[len(rows) : len(rows) + len(new)] = self._worked_out(doc, new)
            rows.update(zip(new, range(len(rows), len(rows) + len(new)), strict=True))
        return self._kept[[rows[key] for key in keys]]

    def _worked_out(self, doc: Doc, keys: list[tuple[int, int]]) -> Rows:
        said = self._forms.attrs
        rows = [
            [*form_features(doc.vocab, orth, said["word_classes"], said["known_only"]), place] for orth, place in keys
        ]
        features = numpy.asarray(rows, dtype=numpy.uint64)
        parts = [table.predict(features[:, column]) for table, column in self._tables]
        if self._static is not None:
            parts.append(self._static_vectors(doc, [orth for orth, _ in keys]))
        return self._mix.one_by_one(numpy.hstack(parts))

    def _static_vectors(self, doc: Doc, orths: list[int]) -> Rows:
        vectors = doc.vocab.vectors
        rows = vectors.find(keys=numpy.asarray(orths, dtype=numpy.uint64))
        weights: Any = self._static.get_param("W")  # type: ignore[union-attr]
        found = numpy.matmul(vectors.data[rows][:, None, :], weights.T)[:, 0]
        found[rows < 0] = 0
        return found


def _nothing_to_learn(gradient: Any) -> Any:
    raise RuntimeError("nothing was kept for learning")
