"""A run on a real Dask scheduler with two worker processes, one of which is killed in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.running.run import RunError, RunOptions, run

distributed = pytest.importorskip("distributed", reason="needs the cluster extra")

TEXT = "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. пред {n} деца. Проектът е за {n} 614,69 лв."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for n in range(60):
        (place / f"{n:03}.txt").write_text(TEXT.format(n=n + 10), encoding="utf-8")
    return place


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler_args = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", *scheduler_args], **quiet)
    worker_args = [address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", *worker_args]
    workers = [subprocess.Popen(command, **quiet) for _ in range(2)]
    try:
        with distributed.Client(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def test_the_same_rows_as_a_local_run_though_a_worker_dies(
    folder: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    killed = threading.Event()

    def kill_one(done: int) -> None:
        if not killed.is_set():
            killed.set()
            os.kill(workers[0].pid, signal.SIGKILL)

    local, remote = tmp_path / "local", tmp_path / "remote"
    options = {"folder": str(folder), "load": {"engine": "rules"}, "batch": 4}
    run(RunOptions(out=str(local), **options))
    summary = run(RunOptions(out=str(remote), cluster=address, **options), report=kill_one)
    assert killed.is_set() and not summary.errors
    for name in ("facts.csv", "documents.csv"):
        assert (local / name).read_bytes() == (remote / name).read_bytes()


def test_no_scheduler_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no Dask scheduler answers"):
        run(RunOptions(folder=str(folder), out=str(tmp_path / "out"), cluster="tcp://127.0.0.1:9"))


def test_input_and_output_through_fsspec(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    memory = fsspec.filesystem("memory")
    for file in folder.iterdir():
        memory.pipe(f"/press-in/{file.name}", file.read_bytes())
    local = tmp_path / "local"
    options = {"load": {"engine": "rules"}}
    run(RunOptions(folder=str(folder), out=str(local), **options))
    run(RunOptions(folder="memory://press-in", out="memory://press-out", **options))
    assert memory.cat("/press-out/facts.csv") == (local / "facts.csv").read_bytes()
