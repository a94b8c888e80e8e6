"""Folders made to mislead: every run ends with whole tables, one line for each bad input, and no network."""

from __future__ import annotations

import io
import os
import socket
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from extractor.reading.folder import Folder
from extractor.running.analyse import AnalysisOptions
from extractor.running.run import RunOptions, run

TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. Проектът е за 176 614,69 лв."


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def tables(folder: Path, out: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    options = RunOptions(
        folder=str(folder), out=str(out), load={"engine": "rules"}, analysis=AnalysisOptions(timeout=30)
    )
    run(options)
    return pd.read_csv(out / "documents.csv"), pd.read_csv(out / "facts.csv")


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_names_in_any_script(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["Решение № 5.txt", "文件.txt", "a\nb.txt", "=cmd.txt", "-o.txt", "  .txt", "ي.txt", "a" * 200 + ".txt"]
    for name in names:
        (folder / name).write_text(TEXT, encoding="utf-8")
    broken = os.fsencode(str(folder)) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(broken)).write_text(TEXT, encoding="utf-8")
        names.append("broken")
    except OSError:
        pass  # this file system takes UTF-8 only
    documents, facts = tables(folder, tmp_path / "out")
    assert len(documents) == len(names)
    assert documents["error"].isna().all()
    assert facts["doc_id"].nunique() == len(names)
    if "broken" in names:
        assert "caf\\xe9" in set(documents["doc_id"])


def test_things_that_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a.txt").mkdir(parents=True)
    (folder / "a.txt" / "inside.txt").write_text(TEXT, encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    (folder / "up.txt").symlink_to(tmp_path)
    documents, _ = tables(folder, tmp_path / "out")
    errors = dict(zip(documents["doc_id"], documents["error"].isna(), strict=True))
    assert errors == {"a.txt/inside": True, "self": False, "nowhere": False}  # "up" leads to a folder: left out


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(folder / "b.txt")
    documents, _ = tables(folder, tmp_path / "out")
    assert list(documents["doc_id"][documents["error"].isna()]) == ["a"]


def test_files_that_vanish_and_change(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    inputs = Folder(str(folder)).inputs()
    assert next(inputs).doc_id == "a"
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_bytes(b"")
    missing, emptied = inputs
    assert missing.error is not None and "vanished" in missing.error
    assert emptied.raw == b""


def test_archives_write_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escape.txt", TEXT)
        archive.writestr("/abs.txt", TEXT)
        archive.writestr("fine.txt", TEXT)
        archive.writestr("bomb.txt", "a" * 30_000_000)
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("b.txt", TEXT)
        archive.writestr("inner.zip", inner.getvalue())
    before = everything_below(tmp_path)
    documents, facts = tables(folder, tmp_path / "out")
    new = {path for path in everything_below(tmp_path) - before if not path.startswith("out")}
    assert new == set()
    assert set(facts["doc_id"]) == {"a/fine"}
    assert documents["error"].notna().sum() == 4


def test_metadata_that_is_huge_or_strange(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = "".join(f"missing-{n},2024-01-01,{'х' * 200}\n" for n in range(20_000))
    (folder / "metadata.csv").write_text(f"doc_id,published,=1+1\na,2023-05-06,=HYPERLINK(0)\n{rows}", encoding="utf-8")
    documents, _ = tables(folder, tmp_path / "out")
    assert documents.loc[0, "published"] == "2023-05-06"
    assert "'=HYPERLINK(0)" in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")


def test_records_with_half_characters(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [
        '{"text": "\\ud800 Форум на 5 май 2023 г.", "id": "\\ud800", "note\\udfff": "\\udc80"}',
        '{"text": "' + "а" * 9,
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents, facts = tables(folder, tmp_path / "out")
    assert list(documents["error"].isna()) == [True, False] or list(documents["error"].isna()) == [False, True]
    assert len(facts) == 1


def test_tables_of_earlier_runs_are_no_documents(tmp_path: Path) -> None:
    """Output folders inside the input: this run's own and another one's; a document beside the tables is read."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    first, _ = tables(tmp_path, tmp_path / "one")
    (tmp_path / "one" / "beside.txt").write_text(TEXT, encoding="utf-8")
    second, _ = tables(tmp_path, tmp_path / "two")
    assert [list(documents["doc_id"]) for documents in (first, second)] == [["a"], ["a", "one/beside"]]
