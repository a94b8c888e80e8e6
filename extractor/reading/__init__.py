"""From a folder of files to decoded texts with their metadata; a bad input becomes one line, not an exception."""

from extractor.reading.document import Columns, RawInput, ReadingError, SourceDocument

__all__ = ["Columns", "RawInput", "ReadingError", "SourceDocument"]
