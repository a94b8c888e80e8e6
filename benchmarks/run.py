"""How fast, and how large: ours beside the bare spaCy pipeline, Stanza and dateparser, in one run.

    python benchmarks/run.py [--texts FOLDER] [--words 40000] [--rounds 3] [--stanza-dir FOLDER]

Every contestant runs in a process of its own, on one core, over the same texts, in turn and several
times; the table shows the median, with ratios to ours measured side by side. Speeds are of processor time, which a
busy machine stretches least, after a tenth of the texts has been read once. Those whose
library is not installed are left out with a line that says so. What is simulated of Stanza's official models is
told in `stanza_sizes.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent / "corpus"
#: Stanza's models where --stanza-dir names none: those that the project trained, where they are.
SHIPPED_STANZA = Path(__file__).parent.parent / "models" / "stanza_bg"
_STANZA_DIR = "EXTRACTOR_STANZA_DIR"  # how a contestant's process learns of them
ONE_CORE = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


#: Reads a list of texts to the end.
Reader = Callable[[list[str]], None]
BATCH = 32  # documents, as `extractor run` takes them and as spaCy's own pipes are given


def ours(engine: str) -> Reader:
    """What a worker of `extractor run` does: decoding, cleaning, the engine and all six kinds, to rows of the table."""
    import extractor
    from extractor.reading.document import RawInput
    from extractor.running.analyse import AnalysisOptions, analyse_inputs

    nlp = extractor.load(engine=engine)

    def read(texts: list[str]) -> None:
        for at in range(0, len(texts), BATCH):
            batch = [
                RawInput(doc_id="x", path="x.txt", format="txt", raw=text.encode()) for text in texts[at : at + BATCH]
            ]
            analyse_inputs(nlp, batch, AnalysisOptions(timeout=60))

    return read


def piped(nlp: Any) -> Reader:
    """A spaCy pipeline by itself, in batches."""

    def read(texts: list[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass

    return read


def one_by_one(work: Callable[[str], Any]) -> Reader:
    """A function of one text."""

    def read(texts: list[str]) -> None:
        for text in texts:
            work(text)

    return read


def bare_spacy() -> Reader:
    """The same trained pipeline without the fact components."""
    import extractor
    from extractor.pipeline import COMPONENTS

    return piped(extractor.load(engine="spacy", disable=COMPONENTS))


def plain_spacy() -> Reader:
    """The same trained pipeline as spaCy itself runs it, without `extractor.language.inference` and numpy's BLAS."""
    import spacy

    from extractor.language.engines import model_folder
    from extractor.pipeline import register

    register()
    return piped(spacy.load(model_folder()))


def stanza() -> Reader:
    """Stanza's tokenize, tag, lemma and NER alone: the pipeline of the stanza engine without facts."""
    import extractor
    from extractor.pipeline import COMPONENTS

    folder = os.environ.get(_STANZA_DIR)
    return piped(extractor.load(engine="stanza", stanza_dir=folder, disable=COMPONENTS))


def official_stanza() -> Reader:
    """Stanza's tokenize, tag, lemma and NER in the sizes of its official Bulgarian models, with random weights."""
    from stanza_sizes import make, reader

    with tempfile.TemporaryDirectory() as folder:
        return one_by_one(reader(make(Path(folder))))


def search_dates() -> Reader:
    """dateparser's search alone, which finds one kind of six."""
    from dateparser.search import search_dates as search

    return one_by_one(lambda text: search(text, languages=["bg"]))


CONTESTANTS: dict[str, Callable[[], Reader]] = {
    "ours, engine spacy": lambda: ours("spacy"),
    "ours, engine rules": lambda: ours("rules"),
    "spaCy pipeline alone": bare_spacy,
    "the same, run by spaCy": plain_spacy,
    "Stanza alone, models of ours": stanza,
    "Stanza alone, official sizes, untrained": official_stanza,
    "dateparser search_dates alone": search_dates,
}
#: Share of the texts that the slow ones get, so that a round takes minutes and not hours.
SHARE = {
    "Stanza alone, models of ours": 0.1,
    "Stanza alone, official sizes, untrained": 0.03,
    "dateparser search_dates alone": 0.05,
}


def measure(name: str, texts: list[str]) -> dict[str, float]:
    """In a process of its own: start-up, speed, memory."""
    began = time.perf_counter()
    work = CONTESTANTS[name]()
    work(texts[:1])
    ready = time.perf_counter()
    work(texts[-len(texts) // 10 :])  # patterns and tables that only some texts need are made when the first one comes
    before = time.process_time()
    work(texts)
    seconds = time.process_time() - before
    words = sum(len(text.split()) for text in texts)
    return {
        "start_s": ready - began,
        "words_s": words / seconds,
        "documents_s": len(texts) / seconds,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_a_process(name: str, texts: list[str]) -> dict[str, float] | str:
    """Figures of one contestant, or the last line of why there are none."""
    chosen = texts[: max(5, int(len(texts) * SHARE.get(name, 1.0)))]
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name],
        input=json.dumps(chosen),
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_CORE},
        check=False,
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def read_texts(folder: Path, words: int) -> list[str]:
    """Texts below a folder, in order, until there are enough words."""
    texts: list[str] = []
    count = 0
    for file in sorted(folder.rglob("*.txt")):
        if count >= words:
            break
        texts.append(file.read_text(encoding="utf-8"))
        count += len(texts[-1].split())
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=CORPUS)
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stanza-dir", type=Path, default=SHIPPED_STANZA if SHIPPED_STANZA.is_dir() else None)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.measure, json.load(sys.stdin))))
        return
    if args.stanza_dir is not None:
        os.environ[_STANZA_DIR] = str(args.stanza_dir.resolve())
    texts = read_texts(args.texts, args.words)
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for _ in range(args.rounds):
        for name in list(rounds):
            result = in_a_process(name, texts)
            if isinstance(result, str):
                print(f"left out: {name}: {result}", file=sys.stderr)
                del rounds[name]
            else:
                rounds[name].append(result)
    first = next(iter(rounds))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} documents, {words} words, median of {args.rounds} rounds, one core\n")
    print("| | words/s | documents/s | ours is … times as fast | memory, MB | start-up, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, figures in rounds.items():
        ratio = statistics.median(a["words_s"] / b["words_s"] for a, b in zip(rounds[first], figures, strict=True))
        middle = {key: statistics.median(f[key] for f in figures) for key in figures[0]}
        print(
            f"| {name} | {middle['words_s']:,.0f} | {middle['documents_s']:,.1f} | {ratio:.2f} "
            f"| {middle['memory_mb']:,.0f} | {middle['start_s']:.1f} |"
        )


if __name__ == "__main__":
    main()
