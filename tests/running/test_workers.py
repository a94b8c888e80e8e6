"""Worker processes that die: every document has its row, and only the one that kills has an error."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from extractor.reading.document import RawInput
from extractor.running.workers import WorkerOptions, run_in_processes

OPTIONS = WorkerOptions(load={"engine": "rules"})


class Deadly(dict[str, Any]):
    """Metadata of a document that ends the process which reads it."""

    def get(self, *args: object) -> None:  # type: ignore[override]
        os._exit(1)


def batches(count: int, *, deadly: int | None = None) -> list[list[RawInput]]:
    def one(number: int) -> RawInput:
        metadata = Deadly() if number == deadly else {}
        return RawInput(doc_id=f"{number}", path=f"{number}.txt", format="txt", raw=b"text", metadata=metadata)

    return [[one(number), one(number + 1)] for number in range(0, count, 2)]


def test_only_the_document_that_kills_its_worker_is_lost() -> None:
    rows = [one.document for batch in run_in_processes(batches(12, deadly=3), OPTIONS, 2) for one in batch]
    assert sorted(row["doc_id"] for row in rows) == sorted(map(str, range(12)))
    (lost,) = (row for row in rows if row["error"])
    assert lost["doc_id"] == "3" and "ended its worker process" in lost["error"]


def test_workers_that_die_while_the_results_are_written_cost_no_document() -> None:
    """The pool is broken before the next batch is given to it, and refuses that one."""
    results = run_in_processes(batches(24), OPTIONS, 1)
    rows = next(results)
    (worker,) = multiprocessing.active_children()
    worker.kill()
    for thread in threading.enumerate():
        if type(thread).__name__ == "_ExecutorManagerThread":  # ends when it has seen that the worker is gone
            thread.join()
    rows += [one for batch in results for one in batch]
    assert sorted(one.document["doc_id"] for one in rows) == sorted(map(str, range(24)))
    assert not [one.document["error"] for one in rows if one.document["error"]]


ORPHANS = """
import multiprocessing, sys
from extractor.running.run import RunOptions, run
def report(done):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    sys.stdin.read()
if __name__ == "__main__":
    run(RunOptions(folder=sys.argv[1], out=sys.argv[2], load={"engine": "rules"}, batch=1, workers=2), report)
"""


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    script, folder = tmp_path / "script.py", tmp_path / "in"
    script.write_text(ORPHANS, encoding="utf-8")
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text("Форум на 5 май 2023 г.", encoding="utf-8")
    command = [sys.executable, str(script), str(folder), str(tmp_path / "out")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    workers = [int(pid) for pid in process.stdout.readline().split()]
    assert len(workers) == 2
    process.kill()
    try:
        process.communicate(timeout=60)  # the workers hold this pipe too: it ends when the last of them does
    except subprocess.TimeoutExpired:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        pytest.fail("workers outlived the run")
