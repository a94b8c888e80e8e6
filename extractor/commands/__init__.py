"""The command line: ``extractor run FOLDER -o OUT`` and its companions."""

from extractor.commands import evaluate, look, report, run  # noqa: F401  each registers its commands
from extractor.commands.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Entry point of the ``extractor`` command."""
    app()
