"""Universal Dependencies treebank (CoNLL-U) to spaCy training documents.

Several sentences make one document, so that the model meets sentence starts inside a text; line
breaks are put between some of them, and some sentences are repeated in capitals as headlines are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
import typer
from spacy.tokens import Doc, DocBin

SENTENCES_A_DOCUMENT = 8
LINE_BREAKS = 0.25  # share of sentence ends with a line break
CAPITALS = 0.04  # share of sentences repeated in capitals


class Word(NamedTuple):
    """One word of the treebank."""

    form: str
    lemma: str
    pos: str
    feats: str
    space: bool


def sentences(path: Path) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file; multiword ranges and empty nodes are left out."""
    sentence: list[Word] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                feats = "" if cells[5] == "_" else cells[5]
                sentence.append(Word(cells[1], cells[2], cells[3], feats, "SpaceAfter=No" not in cells[9]))
            elif not line.strip() and sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def documents(path: Path, vocab: spacy.vocab.Vocab, *, augment: bool, seed: int = 1) -> Iterator[Doc]:
    """Documents of a few sentences each; with `augment` also line breaks and headlines in capitals."""
    chance = random.Random(seed)
    words: list[Word] = []
    starts: list[bool] = []
    for number, sentence in enumerate(sentences(path), 1):
        versions = [sentence]
        if augment and chance.random() < CAPITALS:
            versions.append([w._replace(form=w.form.upper()) for w in sentence])
        for version in versions:
            words += version
            starts += [True] + [False] * (len(version) - 1)
            if augment and chance.random() < LINE_BREAKS:
                words[-1] = words[-1]._replace(space=False)
                words.append(Word("\n", "\n", "SPACE", "", False))
                starts.append(False)
        if number % SENTENCES_A_DOCUMENT == 0:
            yield _document(words, starts, vocab)
            words, starts = [], []
    if words:
        yield _document(words, starts, vocab)


def _document(words: list[Word], starts: list[bool], vocab: spacy.vocab.Vocab) -> Doc:
    forms, lemmas, pos, feats, spaces = zip(*words, strict=True)
    return Doc(
        vocab,
        words=list(forms),
        spaces=list(spaces),
        lemmas=list(lemmas),
        pos=list(pos),
        morphs=list(feats),
        sent_starts=starts,
    )


def main(source: Path, target: Path, augment: bool = False) -> None:
    """Write the documents of SOURCE (.conllu) to TARGET (.spacy)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    bin_ = DocBin(docs=list(documents(source, spacy.blank("bg").vocab, augment=augment)))
    bin_.to_disk(target)
    print(f"{target}: {len(bin_)} documents")


if __name__ == "__main__":
    typer.run(main)
