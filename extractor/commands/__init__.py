"""The command line: ``extractor run FOLDER -o OUT`` and its companions."""

import os

# The models' matrices are small: threads of linear algebra double the processor time and gain nothing; workers
# (--workers) do. Said before anything imports numpy, and only where the user has not.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from extractor.commands import evaluate, look, report, run  # noqa: E402, F401  each registers its commands
from extractor.commands.app import app  # noqa: E402

__all__ = ["app", "main"]


def main() -> None:
    """Entry point of the ``extractor`` command."""
    app()
