"""Stanza's analysis inside a spaCy `Doc`: its tokens, parts of speech, features, lemmas and entities.

The text is cleaned first, as for the other engines. Stanza's tokenizer reads it line by line (a line
break never stands inside a word), the rules that all engines share cut the sentences, and these
sentences Stanza tags. A document is read by itself, so that its analysis never depends on what
else is in a batch. Stanza is an extra (``pip install 'bg-press-extractor[stanza]'``).
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import regex
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import get_words_and_spaces, registry

from extractor.cleaning import clean
from extractor.language.errors import EngineError
from extractor.language.source import set_cleaned
from extractor.language.tokenizer import Stateless

PROCESSORS = ("tokenize", "pos", "lemma", "ner")

#: Longer words and sentences (in characters and tokens) exist in damaged text only, and come in parts: Stanza
#: pads all sentences of a batch to the longest one.
_LONGEST_WORD = 150
_LONGEST_SENTENCE = 200

# White space of any kind and characters without a shape (controls, halves of surrogate pairs), which Stanza may
# drop; in place of each it reads a space.
_SHAPELESS = regex.compile(r"[\s\p{Z}\p{Cc}\p{Cs}]")


def add_stanza(nlp: Language, stanza_dir: str | Path | None) -> None:
    """Add the component that tags what Stanza's tokenizer has cut; sentences must be set before."""
    nlp.add_pipe("stanza_analysis", config={"stanza_dir": _name(stanza_dir)})


def tokenizer_config(stanza_dir: str | Path | None) -> dict[str, Any]:
    """The ``[nlp.tokenizer]`` block of a pipeline that reads with Stanza.

    `stanza_dir` is a folder of Stanza models (with its ``resources.json``); without one the official
    Bulgarian models are used, and downloaded at the first use.
    """
    return {"@tokenizers": "extractor.stanza_tokenizer.v1", "stanza_dir": _name(stanza_dir)}


def _name(stanza_dir: str | Path | None) -> str | None:
    return None if stanza_dir is None else str(stanza_dir)


@registry.tokenizers("extractor.stanza_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_stanza_tokenizer(stanza_dir: str | None = None) -> Callable[[Language], StanzaTokenizer]:
    """Cleans a text and lets Stanza cut it. Raises `EngineError` where Stanza or its models are missing."""

    def create(nlp: Language) -> StanzaTokenizer:
        return StanzaTokenizer(nlp, _pipeline(stanza_dir))

    return create


@Language.factory(
    "stanza_analysis",
    assigns=["token.pos", "token.tag", "token.morph", "token.lemma", "doc.ents"],
    requires=["token.is_sent_start"],
    default_config={"stanza_dir": None},
)
def create_stanza_analysis(nlp: Language, name: str, stanza_dir: str | None) -> StanzaAnalysis:
    """Tags a document that `StanzaTokenizer` cut. Raises `EngineError` where Stanza or its models are missing."""
    return StanzaAnalysis(_pipeline(stanza_dir))


class StanzaTokenizer(Stateless):
    """A `Doc` of the tokens that Stanza finds in the cleaned text, with the map to the source."""

    def __init__(self, nlp: Language, pipeline: Any) -> None:
        self.vocab = nlp.vocab
        self.pipeline = pipeline

    def __call__(self, text: str) -> Doc:
        cleaned = clean(text)
        doc = self.uncleaned(cleaned.text)
        set_cleaned(doc, cleaned)
        return doc

    def uncleaned(self, text: str) -> Doc:
        """The tokens of `text` as it is."""
        words, spaces = get_words_and_spaces(list(self._words(text)), text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _words(self, text: str) -> Iterator[str]:
        """Every visible character of `text` in a word; what Stanza left out is a word by itself."""
        cuts = sorted(self._cuts(text))
        end = 0
        for run in text.split():
            start = text.index(run, end)
            end = start + len(run)
            inner = cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)]
            for first, last in pairwise([start, *inner, end]):
                yield from (text[at : min(at + _LONGEST_WORD, last)] for at in range(first, last, _LONGEST_WORD))

    def _cuts(self, text: str) -> set[int]:
        """Offsets at which Stanza begins or ends a token."""
        if not _SHAPELESS.sub("", text):
            return set()
        # An empty line between any two makes each line a paragraph, and shifts all that follows by one.
        lines = text.split("\n")
        starts = [0, *accumulate(len(line) + 2 for line in lines)]
        paragraphs = "\n\n".join(_SHAPELESS.sub(" ", line) for line in lines)
        with _one_thread():
            analysis = self.pipeline(paragraphs, processors="tokenize")
        tokens = (token for sentence in analysis.sentences for token in sentence.tokens)
        return {
            at - (bisect_right(starts, token.start_char) - 1)
            for token in tokens
            for at in (token.start_char, token.end_char)
        }


class StanzaAnalysis(Stateless):
    """Fills a `Doc` with what Stanza knows of its words and names."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        sentences = [part for sentence in doc.sents for part in _parts([t for t in sentence if not t.is_space])]
        for token in doc:
            if token.is_space:
                token.pos_, token.lemma_ = "SPACE", token.text
        if sentences:
            self._tag(doc, sentences)
        return doc

    def _tag(self, doc: Doc, sentences: list[list[Token]]) -> None:
        from stanza.models.common.doc import Document

        given = [[_given(number, token) for number, token in enumerate(part, 1)] for part in sentences]
        with _one_thread():
            analysis = self.pipeline(Document(given, text=doc.text), processors="pos,lemma,ner")
        entities = []
        for part, sentence in zip(sentences, analysis.sentences, strict=True):
            for token, word in zip(part, sentence.words, strict=True):
                token.pos_ = word.upos or "X"
                token.tag_ = word.xpos or ""
                token.set_morph(word.feats or "")  # type: ignore[attr-defined]
                token.lemma_ = word.lemma or word.text
            for entity in sentence.ents:
                first, last = (part[entity.tokens[i].id[0] - 1].i for i in (0, -1))
                entities.append(Span(doc, first, last + 1, label=entity.type))
        doc.ents = entities


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let torch add up in one thread: in several the sums differ in their last digits, and a table with them."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _parts(sentence: list[Token]) -> Iterator[list[Token]]:
    return (sentence[at : at + _LONGEST_SENTENCE] for at in range(0, len(sentence), _LONGEST_SENTENCE))


def _given(number: int, token: Token) -> dict[str, Any]:
    """A token as Stanza takes it."""
    form = _SHAPELESS.sub("\N{REPLACEMENT CHARACTER}", token.text)
    return {"id": (number,), "text": form, "start_char": token.idx, "end_char": token.idx + len(token)}


@lru_cache(maxsize=1)  # tokenizer and analysis share one
def _pipeline(stanza_dir: str | None) -> Any:
    """Stanza's Bulgarian pipeline from `stanza_dir`, else from its own folder, downloaded if need be."""
    try:
        import stanza
    except ImportError as error:
        raise EngineError(
            "The Stanza engine is not installed: pip install 'bg-press-extractor[stanza]', or choose another engine."
        ) from error
    folder = Path(stanza_dir) if stanza_dir else Path(stanza.resources.common.DEFAULT_MODEL_DIR)
    if stanza_dir and not (folder / "resources.json").is_file():
        raise EngineError(f"{folder} holds no Stanza models: there is no resources.json in it.")
    if not (folder / "bg").is_dir():
        if stanza_dir:
            raise EngineError(f"{folder} holds no Bulgarian Stanza models: there is no folder bg in it.")
        _download(stanza, folder)
    try:
        return stanza.Pipeline(
            "bg",
            dir=str(folder),
            processors=",".join(PROCESSORS),
            download_method=None,
            use_gpu=False,
            verbose=False,
        )
    except Exception as error:  # Stanza and torch raise many kinds for a damaged or incomplete model
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise EngineError(f"The Stanza models in {folder} cannot be loaded ({reason}).") from error


def _download(stanza: Any, folder: Path) -> None:
    print(f"Downloading Stanza's Bulgarian models to {folder} (some hundred MB, only once) …", file=sys.stderr)
    try:
        stanza.download("bg", model_dir=str(folder), processors=",".join(PROCESSORS), verbose=False)
    except Exception as error:  # whatever the network does
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise EngineError(
            f"Stanza's Bulgarian models are not in {folder} and cannot be downloaded ({reason}): connect to the "
            "network once, or name a folder that holds them with --stanza-dir."
        ) from error
