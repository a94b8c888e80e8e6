"""Which program made a table: versions and hashes, so that a result can be reproduced and an old one told apart."""

from __future__ import annotations

import platform
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import extractor


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of the package's code, word lists and shipped model: any change to them is a new version."""
    root = Path(extractor.__file__).parent
    digest = sha256()
    for file in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def versions() -> dict[str, str]:
    """Versions of what a table depends on."""
    return {
        "extractor": extractor.__version__,
        "code": code_hash(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("spacy", "pandas", "pyarrow", "dateparser")},
    }
