"""Put the trained parts together: the pipeline that `extractor.load()` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import spacy
import srsly
import treebank
import typer
from spacy.language import Language
from spacy.vectors import Vectors

from extractor.pipeline import register


def main(
    target: Path,
    conllu: Annotated[Path, typer.Option(help="Treebank to learn lemmas from.")],
    morphology: Annotated[Path, typer.Option(help="Trained pipeline with a morphologizer.")],
    entities: Annotated[Path, typer.Option(help="Trained pipeline with a ner.")],
    vectors: Annotated[Path, typer.Option(help="Blank pipeline with the vectors that both were trained with.")],
    meta: Annotated[Path, typer.Option(help="Name, licence and sources, as JSON.")],
) -> None:
    """Write the pipeline to the folder TARGET."""
    register()
    nlp = spacy.blank("bg", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.article_tokenizer.v1"}}})
    nlp.vocab.vectors = _vectors(nlp, vectors)
    nlp.add_pipe("bulgarian_sentences")
    _take(nlp, "morphologizer", morphology)
    nlp.add_pipe("bulgarian_lemmatizer").learn(  # type: ignore[attr-defined]
        (word.form, word.pos, _features(word.feats), word.lemma)
        for sentence in treebank.sentences(conllu)
        for word in sentence
    )
    _take(nlp, "ner", entities)
    nlp.meta.update(srsly.read_json(meta))
    nlp.to_disk(target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {', '.join(nlp.pipe_names)}; {size / 1e6:.1f} MB")


def _vectors(nlp: Language, folder: Path) -> Vectors:
    """The vectors of the pipeline in `folder`, without the strings that its vocabulary has met."""
    found = spacy.load(folder).vocab.vectors
    keys = sorted(found.key2row, key=found.key2row.__getitem__)
    return Vectors(strings=nlp.vocab.strings, data=found.data, keys=keys, name=found.name, attr="LOWER")


def _take(nlp: Language, name: str, folder: Path) -> None:
    """Add the trained component `name` of the pipeline in `folder`, without the words its vocabulary has met."""
    trained = spacy.load(folder)
    config = {k: v for k, v in trained.get_pipe_config(name).items() if k != "factory"}
    nlp.add_pipe(trained.get_pipe_meta(name).factory, name=name, config=config)
    nlp.get_pipe(name).from_bytes(trained.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    for label in trained.get_pipe(name).labels:
        nlp.vocab.strings.add(label)


def _features(feats: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in feats.split("|") if pair)


if __name__ == "__main__":
    typer.run(main)
