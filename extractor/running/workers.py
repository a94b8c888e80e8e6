"""Batches of inputs to batches of rows, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from extractor.language.errors import EngineError
from extractor.pipeline import load
from extractor.reading.decode import header
from extractor.reading.document import RawInput
from extractor.running.analyse import Analysed, AnalysisOptions, analyse_inputs, failed

Batch = list[RawInput]


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """What a worker needs to build its pipeline (arguments of `extractor.load`) and to use it."""

    load: dict[str, Any] = field(default_factory=dict)
    analysis: AnalysisOptions = field(default_factory=AnalysisOptions)


def run_here(batches: Iterable[Batch], options: WorkerOptions) -> Iterator[list[Analysed]]:
    """Analyse batches in this process, in order."""
    analyse = worker_pipeline(options)
    for batch in batches:
        yield analyse(batch)


def run_in_processes(batches: Iterable[Batch], options: WorkerOptions, workers: int) -> Iterator[list[Analysed]]:
    """Analyse batches in `workers` processes; results come as they are ready.

    A batch whose worker dies (out of memory, a crash in compiled code) is tried again one document after
    another, so that only the document that kills a worker is lost, with an error in its row.
    """
    # One thread of linear algebra for each worker: more would compete for the cores the workers have.
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    source = iter(batches)
    broken: list[Batch] = []
    while lost := (yield from _one_pool(source, options, workers, 2 * workers)):
        broken += lost
    alone = iter([[one] for batch in broken for one in batch])
    while lost := (yield from _one_pool(alone, options, 1, 1)):
        yield [crashed(one) for (one,) in lost]


def _one_pool(
    batches: Iterator[Batch], options: WorkerOptions, workers: int, at_once: int
) -> Generator[list[Analysed], None, list[Batch]]:
    """Results as they are ready, of `at_once` batches in flight; returns those that were lost to a dead worker.

    Batches that were not begun are left in `batches`.
    """
    context = multiprocessing.get_context("spawn")
    running: dict[Future[list[Analysed]], Batch] = {}
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(options,)) as pool:
        begun: Batch | None = None
        try:
            for begun in batches:
                running[pool.submit(_analyse, begun)] = begun
                begun = None
                while len(running) >= at_once:
                    yield from _finished(running)
            while running:
                yield from _finished(running)
        except BrokenProcessPool:
            # A pool whose worker died while nobody waited for it refuses the next batch.
            return [*running.values(), *([begun] if begun is not None else [])]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return []


def _finished(running: dict[Future[list[Analysed]], Batch]) -> Iterator[list[Analysed]]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        result = future.result()
        del running[future]
        yield result


def crashed(source: RawInput) -> Analysed:
    """The row of a document that takes its worker process down with it."""
    error = f"{source.path}: ended its worker process (out of memory?); split the document or leave it out"
    return failed(replace(header(source), error=error))


_pipelines: dict[str, Callable[[Batch], list[Analysed]]] = {}


def worker_pipeline(options: WorkerOptions) -> Callable[[Batch], list[Analysed]]:
    """The analysis of a batch with these options; the pipeline is loaded once in a process."""
    key = repr(options)
    if key not in _pipelines:
        nlp = load(**options.load)
        _pipelines[key] = lambda batch: list(analyse_inputs(nlp, batch, options.analysis))
    return _pipelines[key]


_options: WorkerOptions


def _start(options: WorkerOptions) -> None:
    global _options
    _options = options
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the main one says what happens
    threading.Thread(target=_end_with_run, daemon=True).start()
    with suppress(EngineError):  # the first batch raises it again, and the main process says it once
        worker_pipeline(options)


def _end_with_run() -> None:
    """End this worker when the run is killed: nothing else would tell it that nobody gives it work any more."""
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(1)


def _analyse(batch: Batch) -> list[Analysed]:
    return worker_pipeline(_options)(batch)
