"""Our training data in the forms that Stanza's own training programs read.

Each command writes one kind: ``words`` and ``lemmas`` (CoNLL-U, for the tagger and the lemmatizer), ``characters``
(a text with a label for each character, for the tokenizer), ``entities`` (JSON of tokens and tags) and
``vectors`` (word vectors as a Stanza pretrain file).
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import regex
import spacy
import treebank
import typer
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token

from extractor.cleaning import clean
from extractor.language.sentences import bulgarian_sentences
from extractor.language.tokenizer import bulgarian_tokenizer

INSIDE, WORD_END, SENTENCE_END = "012"  # Stanza's labels of a character
WORDS_A_SENTENCE = 50  # where words stand for themselves
PARAGRAPHS = 0.4  # share of treebank sentences that end a paragraph

_SPACES = regex.compile(r"\s+")

app = typer.Typer(add_completion=False)


@app.command()
def words(source: Path, target: Path, augment: bool = False) -> None:
    """Forms, lemmas, parts of speech and features of SOURCE (.conllu), with `augment` also headlines in capitals.

    The treebank's own tagset is left out: nothing reads it, and its 600 tags are most of a tagger's work.
    """
    chance = random.Random(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as out:
        for sentence in treebank.sentences(source):
            _write_sentence(out, sentence)
            if augment and chance.random() < treebank.CAPITALS:
                _write_sentence(out, [word._replace(form=word.form.upper()) for word in sentence])


@app.command()
def lemmas(source: Path, target: Path) -> None:
    """Each form, part of speech and lemma of SOURCE (.conllu) once, and as often as it occurs where a form has several.

    So the dictionary's choices stay those of the treebank, and the network learns from words, not from how common
    they are, in a quarter of the time.
    """
    occurrences = [word for sentence in treebank.sentences(source) for word in sentence]
    forms = Counter((word.form, word.pos) for word in {word._replace(feats="", space=True) for word in occurrences})
    seen: set[tuple[str, str]] = set()
    kept = []
    for word in occurrences:
        key = word.form, word.pos
        if forms[key] > 1 or key not in seen:
            kept.append(word)
        seen.add(key)
    with target.open("w", encoding="utf-8") as out:
        for at in range(0, len(kept), WORDS_A_SENTENCE):
            _write_sentence(out, kept[at : at + WORDS_A_SENTENCE])
    print(f"{target}: {len(kept)} of {len(occurrences)} words")


def _write_sentence(out: object, sentence: list[treebank.Word]) -> None:
    rows = []
    for number, word in enumerate(sentence, 1):
        head, relation = ("0", "root") if number == 1 else ("1", "dep")  # no dependencies: Stanza wants a tree
        space = "_" if word.space else "SpaceAfter=No"
        cells = [str(number), word.form, word.lemma, word.pos, "_", word.feats or "_", head, relation, "_", space]
        rows.append("\t".join(cells))
    print("\n".join(rows), end="\n\n", file=out)  # type: ignore[call-overload]


@app.command()
def characters(
    target: Annotated[Path, typer.Argument(help="Writes TARGET.txt, TARGET.labels and, of a treebank alone, .conllu")],
    conllu: Annotated[Path, typer.Option(help="Treebank.")],
    gold: Annotated[list[Path] | None, typer.Option(help="Folder of press releases, cut by our own rules.")] = None,
) -> None:
    """Text with the ends of words and sentences. A line is a paragraph, as it is when the pipeline reads."""
    paragraphs = list(_treebank_paragraphs(conllu))
    if gold:
        paragraphs += [line for folder in gold for doc in _releases(folder) for line in _lines(doc)]
        random.Random(1).shuffle(paragraphs)
    else:
        with target.with_suffix(".conllu").open("w", encoding="utf-8") as out:
            for sentence in treebank.sentences(conllu):
                _write_sentence(out, sentence)
    pairs = [_labelled(paragraph) for paragraph in paragraphs]
    target.with_suffix(".txt").write_text("\n\n".join(text for text, _ in pairs) + "\n\n", encoding="utf-8")
    target.with_suffix(".labels").write_text("\n\n".join(labels for _, labels in pairs) + "\n\n", encoding="utf-8")
    (target.parent / "no-multiwords.json").write_text("{}", encoding="utf-8")  # Stanza wants to be told
    print(f"{target}: {len(pairs)} paragraphs, {sum(len(text) for text, _ in pairs)} characters")


def _treebank_paragraphs(path: Path) -> Iterator[list[Token]]:
    """The tokens of a few sentences each."""
    chance = random.Random(1)
    for doc in treebank.documents(path, spacy.blank("bg").vocab, augment=False):
        paragraph: list[Token] = []
        for sentence in doc.sents:
            paragraph += sentence
            if chance.random() < PARAGRAPHS:
                yield paragraph
                paragraph = []
        if paragraph:
            yield paragraph


def _releases(folder: Path) -> Iterator[Doc]:
    tokenize = bulgarian_tokenizer(spacy.blank("bg"))
    for path in sorted(folder.glob("*.json")):
        yield bulgarian_sentences(tokenize(clean(json.loads(path.read_text(encoding="utf-8"))["text"]).text))


def _lines(doc: Doc) -> Iterator[list[Token]]:
    """The tokens of each line."""
    line: list[Token] = []
    for token in doc:
        if "\n" in token.text and line:
            yield line
            line = []
        elif not token.is_space:
            line.append(token)
    if line:
        yield line


def _labelled(tokens: list[Token]) -> tuple[str, str]:
    text = labels = ""
    for i, token in enumerate(tokens):
        last = i + 1 == len(tokens)
        sentence_ends = last or bool(tokens[i + 1].is_sent_start)
        space = "" if last else " " if token.whitespace_ or tokens[i + 1].i > token.i + 1 else ""
        text += _SPACES.sub(" ", token.text) + space
        inside = INSIDE * (len(_SPACES.sub(" ", token.text)) - 1)
        labels += inside + (SENTENCE_END if sentence_ends else WORD_END) + INSIDE * len(space)
    return text, labels


@app.command()
def entities(source: Path, target: Path) -> None:
    """Sentences of the documents in SOURCE (.spacy) with their entities, as JSON in TARGET."""
    nlp = spacy.blank("bg")
    docs = DocBin().from_disk(source).get_docs(nlp.vocab)
    found = [sentence for doc in docs for sentence in _tagged(bulgarian_sentences(doc))]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(f"{target}: {len(found)} sentences, {sum(map(len, found))} tokens")


def _tagged(doc: Doc) -> Iterator[list[dict[str, str]]]:
    for sentence in doc.sents:
        tokens = [
            {"text": token.text, "ner": f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"}
            for token in sentence
            if not token.is_space
        ]
        if tokens:
            yield tokens


@app.command()
def vectors(source: Path, target: Path) -> None:
    """The vectors of the spaCy pipeline in SOURCE as a Stanza pretrain file."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    nlp: Language = spacy.load(source)
    table = nlp.vocab.vectors
    keys: Iterable[int] = sorted(table.key2row, key=table.key2row.__getitem__)
    rows = [(nlp.vocab.strings[key], table.key2row[key]) for key in keys]
    pretrain = Pretrain(str(target), save_to_file=False)
    pretrain._vocab = PretrainedWordVocab([word for word, _ in rows])
    pretrain._emb = torch.zeros((len(VOCAB_PREFIX) + len(rows), table.shape[1]))
    pretrain._emb[len(VOCAB_PREFIX) :] = torch.from_numpy(table.data[[row for _, row in rows]].copy())
    target.parent.mkdir(parents=True, exist_ok=True)
    pretrain.save(str(target))
    print(f"{target}: {len(rows)} words, {table.shape[1]} dimensions")


if __name__ == "__main__":
    app()
