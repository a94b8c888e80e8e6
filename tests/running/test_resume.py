"""A run that is killed leaves whole files only, and the same command goes on to the same tables."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. пред {n} деца. Проектът е за {n} 614,69 лв."
KILLS = 20
RUN = """
import sys
from extractor.running.run import RunError, RunOptions, run
try:
    run(RunOptions(folder=sys.argv[1], out=sys.argv[2], load={"engine": "rules"}, batch=2, keep_text=True))
except RunError as error:
    sys.exit(f"said: {error}")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for n in range(150):
        text = "\n\n".join(TEXT.format(n=n + 10 + k) for k in range(2))
        (place / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return place


def start(folder: Path, out: Path, before: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", before + RUN, str(folder), str(out)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("facts.csv", "documents.csv", "datapackage.json")}


def check_whole(out: Path) -> None:
    """Every file with its final name can be read; what was being written has a temporary one."""
    for file in out.rglob("*.parquet"):
        if not file.name.startswith("."):
            pq.read_table(file)


def test_killed_twenty_times_at_random_points(folder: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert start(folder, whole).wait() == 0
    rng = random.Random(7)
    finished = 0
    for _ in range(KILLS):
        process = start(folder, out)
        try:
            finished += process.wait(timeout=rng.uniform(0.8, 3.0)) == 0
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        check_whole(out)
        if finished:  # begin again, so that every kill has something to hit
            (folder / f"{rng.randrange(150):03}.txt").touch()
            for file in (out / ".extractor").iterdir():
                file.unlink()
            finished = 0
    assert start(folder, out).wait() == 0
    assert tables(out) == tables(whole)
    assert not list(out.rglob("documents-*")), "parts are gone when the tables are there"


def test_full_disk_is_one_line_and_can_be_resumed(folder: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert start(folder, whole).wait() == 0
    # A limit on the size of files stands for a disk that is full: the parts fit, the final table does not.
    # What the language model unpacks to at its first use is out of the way before.
    limit = (
        "import resource\n"
        "from extractor.reading.language import detect_language\n"
        "detect_language('Това е текст на български език.')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
    )
    process = start(folder, out, before=limit)
    _, said = process.communicate()
    assert process.returncode == 1
    assert said.startswith("said: ") and "run again" in said and len(said.strip().splitlines()) == 1
    check_whole(out)
    assert start(folder, out).wait() == 0
    assert tables(out) == tables(whole)


def test_stopping_by_hand_says_how_to_go_on(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "run", str(folder), "-o", str(tmp_path / "out"), "--engine", "rules"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    state = tmp_path / "out" / ".extractor"
    while process.poll() is None and not (state.is_dir() and any(state.glob("documents-*"))):
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "run the same command again" in said and "Traceback" not in said
