"""Named entities to spaCy training documents: annotated press releases, and BSNLP news (CoNLL).

Press releases are read as the pipeline reads them: without the site's furniture, with our tokens.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import augment
import mentions
import regex
import spacy
import typer
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from extractor.cleaning import clean
from extractor.language.tokenizer import bulgarian_tokenizer
from extractor.lexicon import table, words

LARGE = 2000  # people: settlements that news may speak of
NAMES = Path(__file__).parent.parent / "names"

_nlp = spacy.blank("bg")
_tokenize = bulgarian_tokenizer(_nlp)
_CLOSING = regex.compile(r"[,.;:!?)”“»%…]+$")
_OUTER = regex.compile(r"^[„“”\"«»'(:]+|[„“”\"«»'),.;:]+$")


def press_releases(folder: Path) -> Iterator[Doc]:
    """Documents of the annotated press releases (JSON, one a file) in `folder`."""
    for path in sorted(folder.glob("*.json")):
        yield press_release(json.loads(path.read_text(encoding="utf-8")))


def press_release(gold: dict[str, Any]) -> Doc:
    """The article of one annotated press release with its people, institutions and places as entities."""
    furniture = set(gold["boilerplate"])
    lines = clean(gold["text"]).text.split("\n")
    doc = _tokenize("\n".join(line for line in lines if line.strip() not in furniture).strip())
    names = list(mentions.names_of(gold))
    found = mentions.find(doc, names, (_tokenize(name.text) for name in names))
    doc.ents = [Span(doc, start, end, label) for start, end, label in found]
    return doc


def news(path: Path, labels: set[str]) -> Iterator[Doc]:
    """Documents of a BSNLP file: a token and its tag a line, a blank line between sentences."""
    sentences: list[list[tuple[str, str]]] = [[]]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.split()
            if line.startswith("-DOCSTART-"):
                if any(sentences):
                    yield _news_document(sentences, labels)
                sentences = [[]]
            elif len(cells) == 2:
                sentences[-1].append((cells[0], cells[1]))
            elif sentences[-1]:
                sentences.append([])
    if any(sentences):
        yield _news_document(sentences, labels)


def _news_document(sentences: list[list[tuple[str, str]]], labels: set[str]) -> Doc:
    """Join the tokens to a text as it may have been, then cut it into our own tokens."""
    text = ""
    entities: list[tuple[int, int, str]] = []
    for sentence in sentences:
        for word, tag in sentence:
            if text and text[-1] not in "\n(„«" and not _CLOSING.match(word):
                text += " "
            start = len(text)
            text += word
            if tag[0] == "I" and entities:
                entities[-1] = (entities[-1][0], len(text), tag[2:])
            elif tag != "O":
                entities.append((start, len(text), tag[2:]))
        text += "\n"
    doc = _tokenize(text)
    spans = []
    for start, end, label in entities:
        name = _OUTER.sub("", text[start:end])
        start += text[start:end].find(name)
        span = doc.char_span(start, start + len(name), label=label, alignment_mode="expand") if name else None
        if span is not None and label in labels:
            spans.append(span)
    doc.ents = filter_spans(spans)
    return doc


def _lists() -> dict[str, list[str]]:
    """Names to swap in: places of the national register and of the world, organisations, products."""
    places = {row["name"] for row in table("settlements.csv") if int(row["population_2013"] or 0) >= LARGE}
    places |= set(words("world_places.txt"))
    return {"LOC": sorted(places), "ORG": _listed("organisations.txt"), "PRO": _listed("products.txt")}


def _listed(name: str) -> list[str]:
    lines = (NAMES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main(
    target: Path,
    gold: Annotated[list[Path] | None, typer.Option(help="Folder of annotated press releases.")] = None,
    bsnlp: Annotated[list[Path] | None, typer.Option(help="BSNLP file.")] = None,
    labels: str = "PER,ORG,LOC",
    times: Annotated[int, typer.Option(help="How often each press release is shown for each news article.")] = 1,
    variants: Annotated[int, typer.Option(help="Copies of a press release with other names in it.")] = 0,
    news_every: Annotated[int, typer.Option(help="Take each N-th news article only.")] = 1,
    news_variants: Annotated[int, typer.Option(help="Copies of a news article with other names in it.")] = 0,
    listed: Annotated[float, typer.Option(help="Share of the other names that come from lists.")] = 0.0,
    share: Annotated[float, typer.Option(help="Share of the press releases to learn from: learning curves.")] = 1.0,
    every: Annotated[
        str, typer.Option(help="'K/N': the documents whose number modulo N is K; '!K/N': the others.")
    ] = "",
) -> None:
    """Write the named documents to TARGET (.spacy)."""
    wanted = set(labels.split(","))
    lists = _lists()
    releases = [doc for folder in gold or () for doc in press_releases(folder)]
    if every:
        k, n = (int(x) for x in every.lstrip("!").split("/"))
        releases = [doc for i, doc in enumerate(releases) if (i % n == k) != every.startswith("!")]
    releases = random.Random(1).sample(releases, round(share * len(releases)))
    documents = releases * times
    documents += augment.variants(releases, variants, _tokenize, lists, listed)
    articles = [doc for path in bsnlp or () for doc in news(path, wanted)]
    documents += articles[::news_every] + augment.variants(articles, news_variants, _tokenize, lists, listed)
    random.Random(1).shuffle(documents)
    target.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=documents).to_disk(target)
    count = Counter(ent.label_ for doc in documents for ent in doc.ents)
    print(f"{target}: {len(documents)} documents, {sum(map(len, documents))} tokens, {dict(count)}")


if __name__ == "__main__":
    typer.run(main)
