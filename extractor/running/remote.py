"""An output folder behind a URL: the run works in a local folder and uploads whole tables at the end."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import fsspec

from extractor.running.parts import PartsError


def is_url(location: str) -> bool:
    """Whether an output location is a URL for fsspec (``s3://bucket/out``) and not a local path."""
    return "://" in location


def staging_folder(url: str) -> Path:
    """Where a run to `url` keeps its state on this machine, so that it can be resumed.

    Below ``$XDG_CACHE_HOME`` (by default ``~/.cache``), one folder a URL.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "bg-press-extractor" / sha256(url.encode()).hexdigest()[:16]


def upload(folder: Path, url: str) -> None:
    """Copy the files of `folder` (not its state) to `url`. Raises PartsError where that fails."""
    try:
        fs, root = fsspec.core.url_to_fs(url)
        fs.makedirs(root, exist_ok=True)
        for file in sorted(path for path in folder.iterdir() if path.is_file()):
            fs.put_file(str(file), f"{root.rstrip('/')}/{file.name}")
    except (OSError, ValueError, ImportError) as error:
        raise PartsError(f"{url}: cannot be written ({error}); check the address and the credentials") from error
