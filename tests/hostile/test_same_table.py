"""The same table, byte for byte, however the work is cut up: workers, batches, order of input, engine process."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.language.engines import model_folder
from extractor.language.errors import EngineError
from extractor.running.run import RunOptions, run

CORPUS = Path(__file__).parent.parent.parent / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))[::5]


def _has_model() -> bool:
    try:
        return model_folder().is_dir()
    except EngineError:
        return False


ENGINES = ["rules", pytest.param("spacy", marks=pytest.mark.skipif(not _has_model(), reason="needs the model"))]


def table(folder: Path, out: Path, engine: str, *, batch: int = 32, workers: int = 1) -> tuple[bytes, bytes]:
    run(RunOptions(folder=str(folder), out=str(out), load={"engine": engine}, batch=batch, workers=workers))
    return (out / "facts.csv").read_bytes(), (out / "documents.csv").read_bytes()


def records(path: Path, order: list[Path]) -> Path:
    lines = [json.dumps({"id": file.stem, "text": file.read_text(encoding="utf-8")}) for file in order]
    path.mkdir()
    (path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", ENGINES)
def test_workers_batches_and_order(engine: str, tmp_path: Path) -> None:
    shuffled = random.Random(3).sample(FILES, len(FILES))
    ordered, mixed = records(tmp_path / "ordered", FILES), records(tmp_path / "mixed", shuffled)
    facts, documents = table(ordered, tmp_path / "one", engine)
    assert facts.count(b"\n") > len(FILES)
    assert table(ordered, tmp_path / "two", engine, workers=2, batch=3) == (facts, documents)
    assert table(mixed, tmp_path / "three", engine, batch=7) == (facts, documents)
    assert table(mixed, tmp_path / "four", engine, batch=1) == (facts, documents)
    assert table(mixed, tmp_path / "five", engine, batch=64) == (facts, documents)


@pytest.mark.parametrize("engine", ENGINES)
def test_hash_seed(engine: str, tmp_path: Path) -> None:
    """Python gives sets another order in each process."""
    folder = records(tmp_path / "in", FILES)
    found = set()
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "extractor", "run", folder, "-o", out, "--engine", engine, "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        found.add((out / "facts.csv").read_bytes())
    assert len(found) == 1
