"""What several test modules share: a loaded pipeline, and the annotated documents where they are present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spacy.language import Language

import extractor

ROOT = Path(__file__).parent.parent
#: Gold documents and registers that are not part of the project; tests that need them skip without them.
SHARED = Path(os.environ.get("EXTRACTOR_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def rules() -> Language:
    """The pipeline without trained weights."""
    return extractor.load(engine="rules")


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"needs the annotated documents in {SHARED}")
    return SHARED
