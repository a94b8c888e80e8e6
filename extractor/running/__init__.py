"""Folders in, tables out: the run, its command line, and the measure of how right it was."""
