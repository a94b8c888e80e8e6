"""Many documents in one run: memory, documents per second of each tenth, and whether the cost stays linear.

    python benchmarks/scale.py [--documents 10000] [--workers 2] [--engine spacy] [--folder FOLDER]

Documents are made by sampling the corpus and moving its years, so that no two are alike. Prints a Markdown
row for each tenth of the run and one for the whole: equal speeds in all tenths are linear cost, equal memory is
flat. Memory is the peak of the proportional set sizes (Linux) of all processes of the run together.

With --folder the documents, the output and the measurements stay there, and the same command goes on
after a stop: documents that are done are not done again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EVERY = 1.0  # seconds between two looks at the run


def make(path: Path, count: int) -> None:
    """Write `count` documents as JSON lines."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(CORPUS.rglob("*.txt"))]
    chance = random.Random(1)
    temporary = path.with_suffix(".making")
    with temporary.open("w", encoding="utf-8") as handle:
        for number in range(count):
            shift = chance.randrange(-12, 4)
            text = _YEAR.sub(lambda year, shift=shift: str(int(year[0]) + shift), chance.choice(texts))
            text = f"{text}\nДокумент {number}.\n"
            handle.write(json.dumps({"id": f"{number:07d}", "text": text}, ensure_ascii=False) + "\n")
    temporary.replace(path)


def processes(pid: int) -> list[int]:
    """A process and all below it."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:
            continue  # it ended meanwhile
    return found


def memory(pids: list[int]) -> float:
    """Proportional set sizes of processes together, in MB."""
    total = 0
    for one in pids:
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
        except (OSError, TypeError):
            continue
    return total / 1024


def processor_time(pids: list[int]) -> float:
    """Seconds of processor time that processes have used: a busy machine does not stretch them."""
    total = 0
    for one in pids:
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return total / 100


def finished(log: Path) -> int:
    """Documents done, by the last line of the run's log that counts them."""
    done = 0
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # being written
        done += entry.get("documents", 0) if entry.get("message") == "batch done" else 0
    return done


def measure(folder: Path, count: int, workers: int, engine: str) -> None:
    """One run in `folder`; prints its rows."""
    source, log = folder / f"documents-{count}.jsonl", folder / "run.log"
    if not source.exists():
        make(source, count)
    command = [sys.executable, "-m", "extractor", "run", str(source), "-o", str(folder / f"out-{count}-{engine}")]
    command += ["--workers", str(workers), "--engine", engine, "--json-log", "--log-level", "debug"]
    began = last_time = time.perf_counter()
    done = last_done = 0
    last_cpu = cpu = peak = tenth_peak = 0.0
    with log.open("w", encoding="utf-8") as said:
        run = subprocess.Popen(command, stderr=said)
        while run.poll() is None:
            pids = processes(run.pid)
            cpu = max(cpu, processor_time(pids))
            tenth_peak = max(tenth_peak, memory(pids))
            done = finished(log)
            if done - last_done >= count / 10:
                now = time.perf_counter()
                row(f"to {done:,}", done - last_done, now - last_time, cpu - last_cpu, tenth_peak)
                last_done, last_time, last_cpu, peak, tenth_peak = done, now, cpu, max(peak, tenth_peak), 0.0
            time.sleep(_EVERY)
    if run.returncode:
        raise SystemExit(f"the run ended with {run.returncode}; see {log}")
    row(f"all {count:,}", finished(log), time.perf_counter() - began, cpu, max(peak, tenth_peak))


def row(name: str, documents: int, seconds: float, cpu: float, megabytes: float) -> None:
    speed, share = documents / seconds, 1000 * cpu / max(1, documents)
    print(f"| {name} | {seconds:,.0f} | {speed:,.1f} | {share:,.1f} | {megabytes:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", default="spacy")
    parser.add_argument("--folder", type=Path, help="where documents and output stay (default: a temporary folder)")
    args = parser.parse_args()
    print("| documents | seconds | documents/s | processor time, ms a document | peak memory, MB |")
    print("| --- | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measure(folder, args.documents, args.workers, args.engine)


if __name__ == "__main__":
    main()
