"""Small word vectors from text without annotation: what words keep company with, squeezed by SVD.

Positive pointwise mutual information of a word with the words beside it (each of four places counts by
itself), reduced to a few dimensions. On half a million words this is as good as a neural
method, and takes a minute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy
import scipy.sparse
import spacy
import treebank
import typer
from scipy.sparse.linalg import svds
from spacy.language import Language
from spacy.vectors import Vectors

from extractor.cleaning import clean
from extractor.language.tokenizer import bulgarian_tokenizer

PLACES = (-2, -1, 1, 2)
CONTEXTS = 4000  # commonest words that count as company
LEAST = 4  # times a word must occur to get a vector
SHIFT = 0.5  # exponent of the singular values


def main(
    target: Path,
    raw: Annotated[list[Path] | None, typer.Option(help="JSONL file with a `text` field.")] = None,
    conllu: Annotated[list[Path] | None, typer.Option(help="Treebank.")] = None,
    gold: Annotated[list[Path] | None, typer.Option(help="Folder of annotated press releases.")] = None,
    width: int = 64,
) -> None:
    """Write a blank pipeline with the vectors to the folder TARGET, for ``[initialize] vectors``."""
    nlp = spacy.blank("bg")
    texts = list(_texts(nlp, raw or [], conllu or [], gold or []))
    counts = Counter(word for text in texts for word in text)
    words = [word for word, n in counts.most_common() if n >= LEAST]
    for word in words:
        nlp.vocab.strings.add(word)
    index = {word: i for i, word in enumerate(words)}
    matrix = _company(texts, index)
    u, s, _ = svds(_ppmi(matrix), k=width, random_state=1)
    data = (u * s**SHIFT).astype("float32")
    data /= numpy.linalg.norm(data, axis=1, keepdims=True) + 1e-8
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=words, name="bg_press_vectors", attr="LOWER")
    nlp.to_disk(target)
    print(f"{target}: {len(words)} words of {sum(counts.values())} tokens, {width} dimensions")


def _texts(nlp: Language, raw: list[Path], conllu: list[Path], gold: list[Path]) -> Iterator[list[str]]:
    tokenize = bulgarian_tokenizer(nlp)
    for path in raw:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield [token.lower_ for token in tokenize(json.loads(line)["text"]) if not token.is_space]
    for path in (file for folder in gold for file in sorted(folder.glob("*.json"))):
        text = clean(json.loads(path.read_text(encoding="utf-8"))["text"]).text
        yield [token.lower_ for token in tokenize(text) if not token.is_space]
    for path in conllu:
        for sentence in treebank.sentences(path):
            yield [word.form.lower() for word in sentence]


def _company(texts: list[list[str]], index: dict[str, int]) -> scipy.sparse.csr_matrix:
    """How often each word has each of the commonest words in each of the places beside it."""
    rows: list[int] = []
    columns: list[int] = []
    for text in texts:
        ids = [index.get(word, -1) for word in text]
        for i, word in enumerate(ids):
            if word < 0:
                continue
            for k, place in enumerate(PLACES):
                j = i + place
                if 0 <= j < len(ids) and 0 <= ids[j] < CONTEXTS:
                    rows.append(word)
                    columns.append(k * CONTEXTS + ids[j])
    shape = (len(index), len(PLACES) * CONTEXTS)
    return scipy.sparse.coo_matrix((numpy.ones(len(rows)), (rows, columns)), shape=shape).tocsr()


def _ppmi(matrix: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    total = matrix.sum()
    word = numpy.asarray(matrix.sum(axis=1)).ravel()
    context = numpy.asarray(matrix.sum(axis=0)).ravel() ** 0.75
    context *= total / context.sum()
    coo = matrix.tocoo()
    coo.data = numpy.maximum(numpy.log(coo.data * total / (word[coo.row] * context[coo.col])), 0)
    return coo.tocsr()


if __name__ == "__main__":
    typer.run(main)
