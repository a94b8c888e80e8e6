"""The output folder over several runs: whose it is, what an earlier run has left in it, what it says of itself."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.running.lock import lock
from extractor.running.parts import STATE
from extractor.running.run import RunError, RunOptions, Summary, run
from extractor.tables.export import Exports
from extractor.tables.write import write_parquet

TEXT = "Кметът на Сливен Иван Петров откри форума на {n} май 2023 г. Проектът е за 176 614,69 лв."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for n in range(1, 7):
        (place / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return place


def work(folder: Path, out: Path, **options: object) -> Summary:
    return run(RunOptions(folder=str(folder), out=str(out), load={"engine": "rules"}, batch=2, **options))


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("facts.csv", "documents.csv", "datapackage.json")}


def test_a_second_run_into_the_same_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    work(folder, out)
    before = tables(out)
    with lock(out / STATE):
        command = [sys.executable, "-m", "extractor", "run", str(folder), "-o", str(out), "--engine", "rules"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "another run writes there" in done.stderr and len(done.stderr.splitlines()) == 1
    assert tables(out) == before
    assert work(folder, out).unchanged == 6, "the lock is gone with the run that held it"


def test_what_a_killed_run_was_writing_is_cleared_away(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    work(folder, out)
    left = [out / ".facts.parquet.a1b2_3.tmp", out / STATE / ".documents-00000001.parquet.x.tmp"]
    mine = out / ".notes.tmp"
    for file in [*left, mine]:
        file.write_bytes(b"x")
    work(folder, out)
    assert not any(file.exists() for file in left)
    assert mine.exists(), "a file of somebody else"


def break_at(monkeypatch: pytest.MonkeyPatch, name: str, *, after: int = 0) -> None:
    """Stop a run, as a kill would, when it has written the file `name` once more than `after` times."""
    written = 0

    def stopping(path: Path, *args: object) -> None:
        nonlocal written
        write_parquet(path, *args)  # type: ignore[arg-type]
        written += path.name == name
        if written > after:
            raise KeyboardInterrupt

    monkeypatch.setattr("extractor.running.parts.write_parquet", stopping)


@pytest.mark.parametrize("name", ["facts.parquet", "documents.parquet", "done.parquet"])
def test_a_document_that_comes_back_after_a_broken_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    work(folder, out)
    (folder / "3.txt").unlink()
    (folder / "5.txt").write_text(TEXT.format(n=25), encoding="utf-8")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        break_at(patch, name)
        work(folder, out)
    (folder / "3.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    work(folder, out)
    work(folder, whole)
    assert tables(out) == tables(whole)


def test_a_start_over_that_is_killed_leaves_nothing_half(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        break_at(patch, "documents-00000001.parquet")
        work(folder, out)
    unlink, gone = Path.unlink, []

    def stopping(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok=missing_ok)
        gone.append(path.name)
        if path.name.startswith("facts-"):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "unlink", stopping)
        work(folder, out, fresh=True)
    assert gone
    work(folder, out)
    work(folder, tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")


def records(folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_metadata_columns_are_those_of_an_unbroken_run(tmp_path: Path) -> None:
    """A column goes with the last document that has it, and keeps its name however often it is taken over."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    first = {"id": "a", "text": TEXT, "metadata_source": "radio", "format": "A4", "=1+1": "3"}
    records(folder, [first, {"id": "b", "text": TEXT, "region": "Русе"}])
    work(folder, out)
    records(folder, [first, {"id": "b", "text": TEXT}])
    work(folder, out)
    work(folder, tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")
    header, row = (out / "documents.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert header.endswith('"metadata_=1+1","metadata_format","metadata_source"') and row.endswith('"3","A4","radio"')


@pytest.mark.parametrize("stage", ["extractor.running.run.export", "extractor.running.run._write_run_json"])
def test_a_disk_that_fills_up_at_the_end_is_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(RunError, match="No space left on device; free some space"):
        patch.setattr(stage, full)
        work(folder, tmp_path / "out")
    assert work(folder, tmp_path / "out").unchanged == 6


def test_run_json_tells_versions_options_counts_and_times(folder: Path, tmp_path: Path) -> None:
    work(folder, tmp_path / "out")
    said = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {"extractor", "code", "model", "python", "spacy", "numpy", "regex", "pyarrow"} <= set(said["versions"])
    assert said["options"]["analysis"] == {"timeout": None, "only_bulgarian": False}
    assert said["summary"]["documents"] == 6 and said["summary"]["facts"]["date"] == 6
    assert set(said["summary"]["seconds_of"]) == {"analysis", "merging", "exports"}
    assert said["summary"]["started"].endswith("+00:00")


def test_exports_of_an_earlier_run_are_told(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("extractor"), "propagate", True)  # commands of other tests switch it off
    out = tmp_path / "out"
    work(folder, out, exports=Exports(wide=True))
    (folder / "1.txt").unlink()
    with caplog.at_level("WARNING", "extractor"):
        work(folder, out)
    assert "wide.parquet, wide.csv of an earlier run" in caplog.text
    caplog.clear()
    with caplog.at_level("WARNING", "extractor"):
        work(folder, out, exports=Exports(wide=True))
    assert not caplog.messages
    assert len((out / "wide.csv").read_text(encoding="utf-8").splitlines()) == 6
