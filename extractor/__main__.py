"""``python -m extractor`` is the ``extractor`` command."""

from extractor.running.cli import main

main()
