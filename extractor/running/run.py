"""One run: an input folder to the facts and documents tables in an output folder."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from extractor.language.errors import EngineError
from extractor.reading.document import Columns, RawInput, ReadingError
from extractor.reading.folder import Folder
from extractor.running.analyse import Analysed, AnalysisOptions
from extractor.running.cluster import ClusterError, run_on_cluster
from extractor.running.log import logger
from extractor.running.parts import Parts, PartsError
from extractor.running.remote import is_url, staging_folder, upload
from extractor.running.version import versions
from extractor.running.workers import WorkerOptions, run_here, run_in_processes
from extractor.tables.export import ExportError, Exports, export, left_over
from extractor.tables.write import what_to_do, whole_file

BATCH = 32  # documents between two commits to disk


class RunError(Exception):
    """Nothing can be done. One line: what is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What a run needs to know."""

    folder: str
    out: str  # a local path, or a URL that fsspec knows
    load: dict[str, Any] = field(default_factory=dict)  # arguments of `extractor.load`
    workers: int = 1
    cluster: str | None = None  # address of a Dask scheduler
    fresh: bool = False
    batch: int = BATCH
    keep_text: bool = False
    exports: Exports = field(default_factory=Exports)
    columns: Columns = field(default_factory=Columns)
    analysis: AnalysisOptions = field(default_factory=AnalysisOptions)


@dataclass(slots=True)
class Summary:
    """What a run did, for the last lines on the screen and ``run.json``."""

    documents: int = 0
    unchanged: int = 0
    skipped_files: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    started: str = ""  # UTC, ISO 8601
    seconds: float = 0.0
    seconds_of: dict[str, float] = field(default_factory=dict)  # "analysis" (with reading), "merging", "exports"

    @property
    def exit_code(self) -> int:
        """0 all well, 1 some inputs failed."""
        return 1 if self.errors else 0


#: Called with the number of documents just done.
Report = Callable[[int], None]


def run(options: RunOptions, report: Report = lambda done: None, started: Report = lambda total: None) -> Summary:
    """Read every document below the folder and write the tables.

    `started` is called once with the number of documents found, `report` after each batch.
    Raises RunError where nothing can be done (no folder, nothing in it, no place to write).
    """
    if is_url(options.out):
        local = replace(options, out=str(staging_folder(options.out)))
        summary = run(local, report, started)
        try:
            upload(Path(local.out), options.out)
        except PartsError as error:
            raise RunError(str(error)) from error
        return summary
    try:
        folder = Folder(options.folder, columns=options.columns, exclude=str(options.out))
        _check_apart(options)
        with closing(_open_parts(options)) as parts:
            started(len(folder))
            logger.info("%d files to read in %s", len(folder), options.folder)
            return _run(options, folder, parts, report)
    except (ReadingError, PartsError, ExportError, ClusterError, EngineError) as error:
        raise RunError(str(error)) from error
    except OSError as error:
        raise RunError(f"{options.out}: {what_to_do(error)}") from error


def _run(options: RunOptions, folder: Folder, parts: Parts, report: Report) -> Summary:
    summary = Summary(started=datetime.now(UTC).isoformat(timespec="seconds"))
    times = [time.perf_counter()]
    doc_ids: list[str] = []
    todo = _todo(folder, parts, doc_ids, summary, report)
    for results in _results(todo, options):
        parts.add(sorted(results, key=lambda one: one.document["doc_id"]))
        report(len(results))
        logger.debug("batch done", extra={"data": {"documents": len(results), "all": len(doc_ids)}})
    times.append(time.perf_counter())
    logger.info("merging the results of %d documents", len(doc_ids))
    parts.finish(doc_ids, folder.metadata_columns())
    times.append(time.perf_counter())
    out = Path(options.out)
    export(out, options.exports)
    if old := left_over(out, options.exports):
        logger.warning(
            "%s: %s of an earlier run left as before; ask for them again, or delete them", out, ", ".join(old)
        )
    summary.documents, summary.skipped_files = len(doc_ids), folder.skipped
    _count(out, summary)
    times.append(time.perf_counter())
    summary.seconds = times[-1] - times[0]
    stages = ("analysis", "merging", "exports")
    summary.seconds_of = {stage: end - begin for stage, (begin, end) in zip(stages, pairwise(times), strict=True)}
    logger.info("done", extra={"data": asdict(summary)})
    _write_run_json(options, summary)
    return summary


def _check_apart(options: RunOptions) -> None:
    out = Path(options.out).resolve()
    if "://" not in options.folder and Path(options.folder).resolve() == out:
        raise RunError(f"{options.out}: is the input folder too; choose another output folder")
    if out.exists() and not out.is_dir():
        raise RunError(f"{options.out}: is a file; choose another output folder")


def _open_parts(options: RunOptions) -> Parts:
    made_by = versions(options.load)
    version = json.dumps(
        [made_by["code"], made_by["model"], options.load, options.analysis.only_bulgarian, options.keep_text],
        sort_keys=True,
        default=str,
    )
    return Parts(Path(options.out), version, fresh=options.fresh, keep_text=options.keep_text)


def _todo(folder: Folder, parts: Parts, doc_ids: list[str], summary: Summary, report: Report) -> Iterator[RawInput]:
    for source in folder.inputs():
        doc_ids.append(source.doc_id)
        if parts.is_done(source.doc_id, source.key):
            summary.unchanged += 1
            report(1)
        else:
            yield source


def _results(todo: Iterator[RawInput], options: RunOptions) -> Iterator[list[Analysed]]:
    first = next(todo, None)  # nothing to do needs no pipeline
    if first is None:
        return
    batches = _batches(first, todo, options.batch)
    worker = WorkerOptions(options.load, options.analysis)
    if options.cluster is not None:
        yield from run_on_cluster(batches, worker, options.cluster)
    elif options.workers == 1:
        yield from run_here(batches, worker)
    else:
        yield from run_in_processes(batches, worker, options.workers)


def _batches(first: RawInput, rest: Iterator[RawInput], size: int) -> Iterator[list[RawInput]]:
    batch = [first, *islice(rest, size - 1)]
    while batch:
        yield batch
        batch = list(islice(rest, size))


def _count(out: Path, summary: Summary) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetFile(out / "facts.parquet") as file:
        counts: Counter[str] = Counter()
        for batch in file.iter_batches(columns=["kind"]):
            counts.update(batch.column("kind").to_pylist())
    summary.facts = dict(counts)
    errors = pq.read_table(out / "documents.parquet", columns=["error"]).column("error").to_pylist()
    summary.errors = [error for error in errors if error]


def _write_run_json(options: RunOptions, summary: Summary) -> None:
    said = {
        "versions": versions(options.load),
        "options": asdict(options),
        "summary": asdict(summary),
    }
    with whole_file(Path(options.out) / "run.json") as temporary:
        temporary.write_text(json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
