"""What several test modules share: a loaded pipeline, and the annotated documents where they are present.

The tables of facts run through every engine (the fixture `nlp`): a fact that a table names must not depend on
who cut the tokens and found the names.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import extractor
from extractor.language.engines import ENGINES

ROOT = Path(__file__).parent.parent
#: Gold documents and registers that are not part of the project; tests that need them skip without them.
SHARED = Path(os.environ.get("EXTRACTOR_SHARED", ROOT.parent / "shared"))


def options(engine: str) -> dict[str, Any]:
    """What `extractor.load` takes to use an engine of this checkout; skips the test where it cannot."""
    if engine == "spacy" and not (ROOT / "models" / "bg_press").is_dir():
        pytest.skip("the trained pipeline models/bg_press is not part of this checkout")
    if engine != "stanza":
        return {"engine": engine}
    if find_spec("stanza") is None:
        pytest.skip("Stanza is not installed: pip install '.[stanza]'")
    folder = ROOT / "models" / "stanza_bg"
    if not folder.is_dir():
        pytest.skip("the models models/stanza_bg are not part of this checkout")
    return {"engine": engine, "stanza_dir": str(folder)}


@lru_cache(maxsize=len(ENGINES))
def load(engine: str) -> Language:
    """The whole pipeline of an engine."""
    return extractor.load(**options(engine))


@pytest.fixture(scope="session", params=ENGINES)
def nlp(request: pytest.FixtureRequest) -> Language:
    """The pipeline of each engine in turn."""
    return load(request.param)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The options of each engine in turn, for what loads a pipeline by itself."""
    return options(request.param)


@pytest.fixture(scope="session")
def rules() -> Language:
    """The pipeline without trained weights."""
    return load("rules")


@pytest.fixture(scope="session")
def stanza() -> Language:
    """The pipeline that reads with Stanza."""
    return load("stanza")


@pytest.fixture(scope="session")
def stanza_models() -> Path:
    """The folder of this checkout's Stanza models."""
    return Path(options("stanza")["stanza_dir"])


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"needs the annotated documents in {SHARED}")
    return SHARED
