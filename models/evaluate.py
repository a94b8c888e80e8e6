"""The engines on public tests and on the project's corpus, with their speed and size: the table of the README.

    python models/evaluate.py table --treebank FOLDER --public FOLDER [--stanza-dir FOLDER]

Parts of speech and lemmas are counted over the tokens of the BTB test that the engine finds too (998 of
1,000, ours and Stanza's). Entities are counted over whole spans, as BSNLP does, on `nord_stream` and `ryanair`,
by a pipeline of the same recipe that saw `brexit` and `asia_bibi` only. Every measure runs in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"

app = typer.Typer(add_completion=False)


@app.command()
def table(
    treebank: Annotated[Path, typer.Option(help="Folder with bg_btb-ud-test.conllu.")],
    public: Annotated[
        Path | None, typer.Option(help="Folder with test.spacy, trained/model-last and, of Stanza, stanza_bg.")
    ] = None,
    stanza_dir: Annotated[Path | None, typer.Option(help="Folder of Stanza models.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Engine to measure; all without.")] = None,
) -> None:
    """Print the table in Markdown."""
    print("| engine | parts of speech | lemmas | entities (BSNLP) | facts (corpus) | words/s | load | size | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for engine in only or ("spacy", "stanza", "rules"):
        if engine == "stanza" and not (stanza_dir and stanza_dir.is_dir()):
            continue
        call = [sys.executable, __file__, "measure", engine, "--treebank", str(treebank)]
        call += ["--stanza-dir", str(stanza_dir)] if engine == "stanza" else []
        call += ["--public", str(public)] if public and _trained(public, engine).exists() else []
        found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        print(
            f"| `{engine}` | {_share(found['pos'])} | {_share(found['lemma'])} | {_share(found['entities'])} "
            f"| {_share(found['facts'])} | {found['speed']:,.0f} | {found['load']:.1f} s | {found['size']:.0f} MB "
            f"| {found['memory']:.0f} MB |",
            flush=True,
        )


def _trained(public: Path, engine: str) -> Path:
    """The pipeline of an engine that saw only the training part of the public test."""
    return public / {"spacy": "trained/model-last", "stanza": "stanza_bg"}.get(engine, "none")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


@app.command()
def measure(
    engine: str,
    treebank: Annotated[Path, typer.Option()],
    public: Annotated[Path | None, typer.Option()] = None,
    stanza_dir: Annotated[Path | None, typer.Option()] = None,
) -> None:
    """Measure one engine and print the figures as one line of JSON."""
    start = time.perf_counter()
    import extractor

    nlp = extractor.load(engine, stanza_dir=stanza_dir)
    found: dict[str, Any] = {"load": time.perf_counter() - start}
    documents = [_read(path) for path in sorted((CORPUS / "annotations").glob("*.json"))]
    nlp(documents[0]["text"])
    start = time.perf_counter()
    for gold in documents:
        nlp(gold["text"])
    found["speed"] = sum(len(gold["text"].split()) for gold in documents) / (time.perf_counter() - start)
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["facts"] = _facts(engine, stanza_dir)
    found["size"] = _size(engine, stanza_dir)
    found["pos"], found["lemma"] = _words(nlp, treebank) if engine != "rules" else (None, None)
    found["entities"] = _entities(public, engine) if public else None
    print(json.dumps(found))


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _size(engine: str, stanza_dir: Path | None) -> float:
    """Trained weights of an engine in MB."""
    folder = {"spacy": HERE / "bg_press", "stanza": stanza_dir}.get(engine)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6 if folder else 0.0


def _words(nlp: Any, treebank: Path) -> tuple[float, float]:
    """Shares of the test's words whose part of speech and lemma are right."""
    sys.path.insert(0, str(HERE / "scripts"))
    from treebank import documents

    _read_as_it_is(nlp)
    total = pos = lemma = 0
    with nlp.select_pipes(enable=["bulgarian_sentences", "morphologizer", "bulgarian_lemmatizer", "stanza_analysis"]):
        for gold in documents(treebank / "bg_btb-ud-test.conllu", nlp.vocab, augment=False):
            found = {(token.idx, len(token)): token for token in nlp(gold.text)}
            for token in gold:
                other = found.get((token.idx, len(token)))
                if other is not None:
                    total += 1
                    pos += other.pos_ == token.pos_
                    lemma += other.lemma_.lower() == token.lemma_.lower()
    return pos / total, lemma / total


def _read_as_it_is(nlp: Any) -> None:
    """Treebank and news are no press releases: nothing to clean."""
    from extractor.language.tokenizer import bulgarian_tokenizer

    nlp.tokenizer = getattr(nlp.tokenizer, "uncleaned", None) or bulgarian_tokenizer(nlp)


def _entities(public: Path, engine: str) -> float:
    """F1 of whole entities of the public test."""
    import spacy
    from spacy.scorer import Scorer
    from spacy.tokens import DocBin
    from spacy.training import Example

    from extractor.language.engines import analysis

    trained = _trained(public, engine)
    nlp = spacy.load(trained) if engine == "spacy" else analysis("stanza", stanza_dir=trained)
    _read_as_it_is(nlp)
    gold = list(DocBin().from_disk(public / "test.spacy").get_docs(nlp.vocab))
    found = nlp.pipe(doc.text for doc in gold)
    examples = [Example(doc, reference) for doc, reference in zip(found, gold, strict=True)]
    return float(Scorer.score_spans(examples, "ents")["ents_f"])


def _facts(engine: str, stanza_dir: Path | None) -> float:
    """Macro F1 of a whole run on the corpus."""
    import tempfile

    from extractor.evaluation.score import macro_f1, score_run

    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "extractor", "run", str(CORPUS), "-o", folder, "--engine", engine]
        call += ["--stanza-dir", str(stanza_dir)] if stanza_dir else []
        subprocess.run(call, check=True, capture_output=True)
        return macro_f1(score_run(CORPUS / "annotations", Path(folder)))


if __name__ == "__main__":
    app()
