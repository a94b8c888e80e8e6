"""``extractor run`` on whatever lies in a folder: a table or one line of error, never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extractor.commands import app

ENDINGS = ("txt", "html", "docx", "pdf", "jsonl", "csv", "parquet", "zip", "TXT", "doc", "")
#: Names of files: any characters that a file system takes.
STEMS = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in (".", "..") and len(name.encode()) < 200
)
NAMES = st.one_of(
    st.builds("{}.{}".format, STEMS, st.sampled_from(ENDINGS)), st.sampled_from(["metadata.csv", "metadata.json"])
)
CONTENTS = st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=st.dictionaries(NAMES, CONTENTS, max_size=4), quiet=st.booleans())
def test_any_bytes_in_files_of_any_name(files: dict[str, bytes], quiet: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "in"), Path(place, "out")
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        command = ["run", str(folder), "-o", str(out), "--engine", "rules", *(["--quiet"] if quiet else [])]
        done = CliRunner().invoke(app, command)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert done.exit_code in (0, 1, 2)
        assert "Traceback" not in done.output
        assert done.exit_code == 2 or (out / "facts.csv").is_file()
        assert {path.name for path in Path(place).iterdir()} <= {"in", "out"}
