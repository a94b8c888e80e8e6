"""Which program made a table: versions and hashes, so that a result can be reproduced and an old one told apart."""

from __future__ import annotations

import platform
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import extractor
from extractor.language.engines import model_folder
from extractor.language.errors import EngineError

#: Libraries that have a say in what a table holds: what reads files, words and dates, and what writes tables.
_LIBRARIES = (
    *("spacy", "numpy", "regex", "dateparser", "ftfy", "charset-normalizer", "py3langid", "pandas", "pyarrow"),
    *("trafilatura", "python-docx", "pypdf", "xlsxwriter", "stanza", "torch"),
)


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of the package's code, word lists and shipped model: any change to them is a new version."""
    return _folder_hash(Path(extractor.__file__).parent)


@lru_cache(maxsize=4)
def model_hash(engine: str = "spacy", model: str | None = None, stanza_dir: str | None = None) -> str | None:
    """Hash of the trained weights that `extractor.load` uses with these arguments; None where it uses none of a folder.

    A model that is not there has no hash either: what is wrong with it is for `extractor.load` to say.
    """
    if engine == "rules":
        return None
    try:
        given = stanza_dir if engine == "stanza" else model or str(model_folder())
    except EngineError:
        return None
    return _folder_hash(Path(given)) if given and Path(given).is_dir() else None


def _folder_hash(root: Path) -> str:
    digest = sha256()
    for file in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def versions(load: dict[str, Any]) -> dict[str, str | None]:
    """Versions of what a table depends on; `load` are the arguments of `extractor.load`."""
    return {
        "extractor": extractor.__version__,
        "code": code_hash(),
        "model": model_hash(**load),
        "python": platform.python_version(),
        **{name: found for name in _LIBRARIES if (found := _version(name)) is not None},
    }


def _version(library: str) -> str | None:
    """The version of an installed library; None where it is not there."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None
