"""``python -m extractor`` is the ``extractor`` command."""

from extractor.commands import main

main()
