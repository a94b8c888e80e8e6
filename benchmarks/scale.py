"""Many documents in one run: memory, documents per second, and whether the cost stays linear.

    python benchmarks/scale.py [--documents 10000] [--workers 2] [--engine spacy]

Documents are made by sampling the corpus and moving its years, so that no two are alike. Prints a
Markdown row for a tenth of the documents and one for all: their ratio shows whether cost is linear.
Memory is the peak of the proportional set sizes (Linux) of all processes of the run together.
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


def make(path: Path, count: int) -> None:
    """Write `count` documents as JSON lines."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(CORPUS.rglob("*.txt"))]
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as handle:
        for number in range(count):
            shift = chance.randrange(-12, 4)
            text = _YEAR.sub(lambda year, shift=shift: str(int(year[0]) + shift), chance.choice(texts))
            text = f"{text}\nДокумент {number}.\n"
            handle.write(json.dumps({"id": f"{number:07d}", "text": text}, ensure_ascii=False) + "\n")


def memory(pid: int) -> int:
    """Proportional set size in kB of a process and all below it."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, TypeError):
            continue  # it ended meanwhile
    return total


def measure(count: int, workers: int, engine: str) -> None:
    """One run; prints its row."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "documents.jsonl")
        make(source, count)
        command = [sys.executable, "-m", "extractor", "run", str(source), "-o", str(Path(folder, "out")), "--quiet"]
        began = time.perf_counter()
        run = subprocess.Popen([*command, "--workers", str(workers), "--engine", engine])
        peak = 0
        while run.poll() is None:
            peak = max(peak, memory(run.pid))
            time.sleep(0.5)
        seconds = time.perf_counter() - began
        if run.returncode:
            raise SystemExit(f"the run ended with {run.returncode}")
    print(f"| {count:,} | {workers} | {seconds:,.0f} | {count / seconds:,.1f} | {peak / 1024:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", default="spacy")
    args = parser.parse_args()
    print("| documents | workers | seconds | documents/s | peak memory, MB |\n| ---: | ---: | ---: | ---: | ---: |")
    for count in (max(1, args.documents // 10), args.documents):
        measure(count, args.workers, args.engine)


if __name__ == "__main__":
    main()
