"""The engines that read a text: what stands in the `Doc` before the fact components look at it.

`spacy` is the trained pipeline that ships with the package, `stanza` puts Stanza's analysis into
the same `Doc`, `rules` has tokens and sentences only and needs no trained weights. All three clean
the text first and cut sentences by the same rules, so that every fact component works unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.util import is_compatible_version

# Importing them registers the tokenizers, layers and components that a saved pipeline names.
from extractor.language import embedding, lemmatizer, sentences, tokenizer  # noqa: F401
from extractor.language.errors import EngineError
from extractor.language.inference import read_only
from extractor.language.ops import use_blas

Engine = Literal["spacy", "stanza", "rules"]

#: Names of the engines, the default first.
ENGINES: tuple[Engine, ...] = get_args(Engine)

_MODEL = "bg_press"


def analysis(
    engine: str = "spacy",
    *,
    model: str | Path | None = None,
    stanza_dir: str | Path | None = None,
    disable: Iterable[str] = (),
) -> Language:
    """A pipeline that analyses press releases with the engine of that name, without fact components.

    `model` is a folder with a trained spaCy pipeline in place of the shipped one; `stanza_dir` a
    folder of Stanza models; `disable` names components to leave out. Raises `EngineError`.
    """
    if engine == "spacy":
        return _spacy(model_folder() if model is None else Path(model), disable)
    if engine == "stanza":
        from extractor.language import stanza

        nlp = _blank(stanza.tokenizer_config(stanza_dir), disable)
        if "stanza_analysis" not in set(disable):
            stanza.add_stanza(nlp, stanza_dir)
        return nlp
    if engine == "rules":
        return _blank({"@tokenizers": "extractor.article_tokenizer.v1"}, disable)
    raise EngineError(f"There is no engine {engine!r}: choose one of {', '.join(ENGINES)}.")


def model_folder() -> Path:
    """The shipped pipeline: inside the installed package, or in a checkout's ``models``."""
    package = Path(str(files("extractor")))
    for folder in (package / "model" / _MODEL, package.parent / "models" / _MODEL):
        if (folder / "meta.json").is_file():
            return folder
    raise EngineError(
        "The trained Bulgarian pipeline is not part of this installation: name one with --model, or use --engine rules."
    )


def _blank(config: dict[str, Any], disable: Iterable[str]) -> Language:
    nlp = spacy.blank("bg", config={"nlp": {"tokenizer": config}})
    if "bulgarian_sentences" not in set(disable):
        nlp.add_pipe("bulgarian_sentences")
    return nlp


def _spacy(folder: Path, disable: Iterable[str]) -> Language:
    meta = _meta(folder)
    wanted = str(meta.get("spacy_version", ""))
    if not is_compatible_version(spacy.about.__version__, wanted):
        raise EngineError(
            f"The model in {folder} was made for spaCy {wanted}, and this is spaCy {spacy.about.__version__}: "
            f"install that version, or train the model anew (see models/README.md)."
        )
    try:
        nlp = spacy.load(folder, exclude=list(disable))
        for _, component in nlp.pipeline:
            if isinstance(component, TrainablePipe):
                use_blas(component.model)
                read_only(component.model)
        return nlp
    except Exception as error:  # a damaged file may fail anywhere inside spaCy, thinc or msgpack
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise EngineError(f"The model in {folder} is damaged and cannot be loaded ({reason}).") from error


def _meta(folder: Path) -> dict[str, Any]:
    """The description of the pipeline in `folder`."""
    if not folder.is_dir():
        raise EngineError(f"There is no model folder {folder}.")
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(f"{folder} holds no spaCy model: its meta.json is missing.") from None
    except (OSError, ValueError) as error:
        raise EngineError(f"The model in {folder} is damaged: meta.json cannot be read ({error}).") from error
    if not isinstance(meta, dict) or meta.get("lang") != "bg":
        raise EngineError(f"The model in {folder} is not for Bulgarian.")
    return meta
