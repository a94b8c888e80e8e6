"""``extractor run`` as an analyst uses it: files in, tables out, one clear line for each bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from extractor.running.version import model_hash
from extractor.tables.schema import DOCUMENTS, FACTS

TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. Проектът е за 176 614,69 лв."


def extractor(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    (place / "sub").mkdir(parents=True)
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    (place / "sub" / "b.txt").write_text("Втори документ от 6 юни 2022 г.\n", encoding="cp1251")
    (place / "metadata.csv").write_text("doc_id,published,region\na,2023-05-06,Сливен\nsub/b,,Русе\n", encoding="utf-8")
    return place


def test_tables_have_exactly_the_columns_of_the_contract(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = extractor("run", folder, "-o", out)
    assert done.returncode == 0, done.stderr
    facts, documents = pd.read_csv(out / "facts.csv"), pd.read_csv(out / "documents.csv")
    assert list(facts.columns) == [column.name for column in FACTS]
    assert list(documents.columns) == [*(column.name for column in DOCUMENTS), "region"]
    assert list(documents["doc_id"]) == ["a", "sub/b"]
    assert documents.loc[0, "published"] == "2023-05-06"
    assert documents.loc[0, "published_source"] == "metadata"
    assert list(documents["region"]) == ["Сливен", "Русе"]
    assert documents.loc[1, "encoding"] == "cp1251"
    assert pq.read_table(out / "facts.parquet").num_rows == len(facts)
    assert "documents" in done.stdout and "seconds" in done.stdout


def test_every_fact_stands_where_it_says(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extractor("run", folder, "-o", out)
    facts = pd.read_parquet(out / "facts.parquet")
    assert {"date", "budget"} <= set(facts["kind"])
    for row in facts[facts["doc_id"] == "a"].itertuples():
        assert TEXT[row.start : row.end] == row.text
    assert facts["fact_id"].is_unique


def test_datapackage_describes_every_column(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extractor("run", folder, "-o", out)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = pd.read_csv(out / resource["path"], nrows=0).columns
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(header)
        assert all(field["description"] for field in fields)


BAD_FILES = {
    "empty.txt": (b"", "empty file"),
    "blank.txt": (b" \n\n ", "empty file"),
    "binary.txt": (b"PK\x03\x04\x00\x00\x00\x00\xff\xfe\x00", "binary data"),
    "broken.txt": (b"\xef\xbb\xbf\xff\xff\xff", "save the file again as UTF-8"),
}


def test_bad_files_get_one_line_each_and_the_rest_is_processed(folder: Path, tmp_path: Path) -> None:
    for name, (raw, _) in BAD_FILES.items():
        (folder / name).write_bytes(raw)
    out = tmp_path / "out"
    done = extractor("run", folder, "-o", out)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    documents = pd.read_csv(out / "documents.csv").set_index("doc_id")
    for name, (_, said) in BAD_FILES.items():
        (line,) = [line for line in done.stderr.splitlines() if name in line]
        assert said in line
        assert said in documents.loc[name.removesuffix(".txt"), "error"]
    assert documents.loc["a", "n_facts"] > 0


def test_directory_named_like_a_file_is_no_file(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").mkdir()
    assert extractor("run", folder, "-o", tmp_path / "out").returncode == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,published\na,2020-01-01\n", "no column doc_id"),
        ("doc_id,published\na,2020-01-01\na,2020-01-02\n", "a second time"),
        ("doc_id,published\na,2020-01-01,more,cells\n", "more cells"),
    ],
)
def test_broken_metadata_is_said_and_the_documents_are_read(
    folder: Path, tmp_path: Path, content: str, said: str
) -> None:
    (folder / "metadata.csv").write_text(content, encoding="utf-8")
    out = tmp_path / "out"
    done = extractor("run", folder, "-o", out)
    assert done.returncode == 1
    assert said in done.stderr and "metadata.csv" in done.stderr
    documents = pd.read_csv(out / "documents.csv").set_index("doc_id")
    assert said in documents.loc["metadata.csv", "error"]
    assert documents.loc["a", "n_facts"] > 0


def test_nothing_to_do_is_one_line_and_exit_code_2(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for source, out, said in [
        (tmp_path / "missing", tmp_path / "out", "no such file or folder"),
        (tmp_path / "empty", tmp_path / "out", "nothing to read"),
        (folder, tmp_path / "file", "choose another output folder"),
        (folder, Path("/proc/nowhere"), "choose another output folder"),
        (folder, folder, "choose another output folder"),
    ]:
        done = extractor("run", source, "-o", out)
        assert done.returncode == 2, (source, out)
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_unchanged_documents_are_taken_over_and_changed_ones_done_again(folder: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    extractor("run", folder, "-o", out)
    (folder / "a.txt").write_text("Съвсем друг текст от 7 юли 2021 г.", encoding="utf-8")
    (folder / "new.txt").write_text("Нов текст от 8 август 2021 г.", encoding="utf-8")
    (folder / "sub" / "b.txt").unlink()
    (folder / "sub" / "c.txt").write_text("Трети текст от 9 август 2021 г.", encoding="utf-8")
    extractor("run", folder, "-o", out)
    extractor("run", folder, "-o", whole)
    for name in ("facts.csv", "documents.csv"):
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    done = extractor("run", folder, "-o", out)
    assert "unchanged" in done.stdout
    assert (out / "facts.csv").read_bytes() == (whole / "facts.csv").read_bytes()


def test_any_number_of_workers_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for n in range(40):
        (folder / f"more-{n:02}.txt").write_text(f"{TEXT} Още {n + 2} участници на {n % 28 + 1} юни.", encoding="utf-8")
    extractor("run", folder, "-o", tmp_path / "one")
    extractor("run", folder, "-o", tmp_path / "two", "--workers", "2")
    for name in ("facts.csv", "documents.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_formulas_in_cells_are_defused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("=HYPERLINK(1)\nТова е текст от 5 май 2020 г.", encoding="utf-8")
    extractor("run", tmp_path / "in", "-o", tmp_path / "out")
    documents = pd.read_csv(tmp_path / "out" / "documents.csv")
    assert not documents["title"].str.startswith("=").any()


def test_log_as_json_lines(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = extractor("run", folder, "-o", tmp_path / "out", "--json-log", "--log-level", "info")
    entries = [json.loads(line) for line in done.stderr.splitlines()]
    assert {entry["level"] for entry in entries} == {"info", "error"}
    (last,) = [entry for entry in entries if entry["message"] == "done"]
    assert last["documents"] == 3 and last["facts"]["date"] >= 1
    assert any("empty.txt" in entry["message"] for entry in entries if entry["level"] == "error")


def test_run_json_says_how_the_table_came_about(folder: Path, tmp_path: Path) -> None:
    extractor("run", folder, "-o", tmp_path / "out", "--quiet", "--engine", "rules")
    said = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert said["options"]["load"]["engine"] == "rules"
    assert {"extractor", "code", "python", "spacy"} <= set(said["versions"])
    assert said["versions"]["model"] is None, "these rules use no trained weights"
    assert said["summary"]["documents"] == 2 and said["summary"]["seconds"] > 0


def test_a_table_names_the_weights_it_was_made_with(tmp_path: Path) -> None:
    weights = tmp_path / "model" / "ner" / "model"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"1")
    first = model_hash(model=str(tmp_path / "model"))
    model_hash.cache_clear()
    weights.write_bytes(b"2")
    assert first and first != model_hash(model=str(tmp_path / "model"))
    assert model_hash("rules") is None and model_hash(model=str(tmp_path / "nowhere")) is None


def test_quiet_says_nothing(folder: Path, tmp_path: Path) -> None:
    done = extractor("run", folder, "-o", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "run", "-", "-o", str(tmp_path / "out"), "--quiet"]
    subprocess.run(command, input=TEXT.encode(), timeout=300, check=True)
    assert list(pd.read_csv(tmp_path / "out" / "documents.csv")["doc_id"]) == ["stdin"]


def test_only_bulgarian_leaves_other_languages_without_facts(folder: Path, tmp_path: Path) -> None:
    russian = "Мэр сообщил, что ремонт школы будет завершён 5 мая 2023 года и обойдётся в 100 евро."
    (folder / "ru.txt").write_text(russian, encoding="utf-8")
    extractor("run", folder, "-o", tmp_path / "all", "--engine", "rules")
    extractor("run", folder, "-o", tmp_path / "bg", "--engine", "rules", "--only-bulgarian")
    every, ours = (pd.read_csv(tmp_path / out / "documents.csv").set_index("doc_id") for out in ("all", "bg"))
    assert every.loc["ru", "language"] == ours.loc["ru", "language"] == "ru"
    assert every.loc["ru", "n_facts"] > 0
    assert ours.loc["ru", "n_facts"] == 0 and ours.loc["a", "n_facts"] > 0


def test_workers_without_a_model_say_so_once(folder: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none"
    done = extractor("run", folder, "-o", tmp_path / "out", "--workers", "2", "--engine", "spacy", "--model", missing)
    assert done.returncode == 2
    assert done.stderr == f"extractor: There is no model folder {missing}.\n"
