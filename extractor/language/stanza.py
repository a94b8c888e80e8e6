"""Stanza's analysis inside a spaCy `Doc`: its tokens, parts of speech, features, lemmas and entities.

The text is cleaned first, as for the other engines; sentences are cut afterwards by the rules
that all engines share. Stanza is an extra (``pip install 'bg-press-extractor[stanza]'``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, get_words_and_spaces, registry

from extractor.cleaning import clean
from extractor.language.errors import EngineError
from extractor.language.source import set_cleaned

PROCESSORS = ("tokenize", "pos", "lemma", "ner")


def tokenizer_config(stanza_dir: str | Path | None) -> dict[str, Any]:
    """The ``[nlp.tokenizer]`` block of a pipeline that reads with Stanza.

    `stanza_dir` is a folder of Stanza models (with its ``resources.json``); without one the official
    Bulgarian models are used, and downloaded at the first use.
    """
    folder = None if stanza_dir is None else str(stanza_dir)
    return {"@tokenizers": "extractor.stanza_tokenizer.v1", "stanza_dir": folder}


@registry.tokenizers("extractor.stanza_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_stanza_tokenizer(stanza_dir: str | None = None) -> Callable[[Language], StanzaTokenizer]:
    """Cleans a text and lets Stanza read it. Raises `EngineError` where Stanza or its models are missing."""

    def create(nlp: Language) -> StanzaTokenizer:
        return StanzaTokenizer(nlp, _pipeline(stanza_dir))

    return create


class StanzaTokenizer:
    """Fills a `Doc` with all that Stanza knows of the cleaned text."""

    def __init__(self, nlp: Language, pipeline: Any) -> None:
        self.vocab = nlp.vocab
        self.pipeline = pipeline

    def __call__(self, text: str) -> Doc:
        cleaned = clean(text)
        doc = self._analyse(cleaned.text)
        set_cleaned(doc, cleaned)
        return doc

    def _analyse(self, text: str) -> Doc:
        if not text.strip():
            return Doc(self.vocab, *([text], [False]) if text else ([], []))
        analysis = self.pipeline(text)
        tokens = [token for sentence in analysis.sentences for token in sentence.tokens]
        forms = [text[token.start_char : token.end_char] for token in tokens]
        words, spaces = get_words_and_spaces(forms, text)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        by_start = {token.start_char: token.words[0] for token in tokens}
        for token in doc:
            word = by_start.get(token.idx)
            if token.is_space or word is None:
                token.pos_ = "SPACE"
                token.lemma_ = token.text
            else:
                token.pos_ = word.upos or "X"
                token.tag_ = word.xpos or ""
                token.set_morph(word.feats or "")  # type: ignore[attr-defined]
                token.lemma_ = word.lemma or word.text
        entities = (
            doc.char_span(ent.start_char, ent.end_char, label=ent.type, alignment_mode="expand")
            for ent in getattr(analysis, "ents", ())
        )
        doc.ents = filter_spans([span for span in entities if isinstance(span, Span)])
        return doc

    # Stanza's models stay where they are.
    def to_disk(self, path: str | Path, **kwargs: Any) -> None: ...
    def from_disk(self, path: str | Path, **kwargs: Any) -> StanzaTokenizer:
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> StanzaTokenizer:
        return self


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
