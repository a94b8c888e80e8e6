"""Batches of inputs to batches of rows on a Dask cluster that is already there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from extractor.reading.document import RawInput
from extractor.running.analyse import Analysed
from extractor.running.version import code_hash
from extractor.running.workers import WorkerOptions, crashed, worker_pipeline

Batch = list[RawInput]
_BATCHES_PER_THREAD = 2  # in flight, so that no worker waits and the scheduler holds little


class ClusterError(Exception):
    """The cluster cannot be used. One line: what is wrong, and what to do about it."""


def run_on_cluster(batches: Iterable[Batch], options: WorkerOptions, address: str) -> Iterator[list[Analysed]]:
    """Analyse batches on the workers of the scheduler at `address`; results come as they are ready.

    Dask gives a batch whose worker dies to another one. A batch that has killed several workers is
    tried again one document at a time, and a document that does it alone gets an error in its row.
    Raises ClusterError where the cluster cannot be reached or its workers run another version.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ClusterError("--cluster needs an extra: pip install 'bg-press-extractor[cluster]'") from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there; start one or check the address") from error
    with client:
        _check_workers(client, address)
        source = iter(batches)
        waiting: dict[Any, Batch] = {}
        done = distributed.as_completed(loop=client.loop)

        def submit(batch: Batch) -> None:
            future = client.submit(_analyse, batch, options, pure=False)
            waiting[future] = batch
            done.add(future)

        limit = _BATCHES_PER_THREAD * max(1, sum(client.nthreads().values()))
        for batch in source:
            submit(batch)
            if len(waiting) >= limit:
                break
        for future in done:
            batch = waiting.pop(future)
            try:
                yield future.result()
            except distributed.KilledWorker:
                if len(batch) == 1:
                    yield [crashed(batch[0])]
                for one in batch if len(batch) > 1 else []:
                    submit([one])
            if (following := next(source, None)) is not None:
                submit(following)


def _check_workers(client: Any, address: str) -> None:
    if not client.nthreads():
        raise ClusterError(f"{address}: the scheduler has no workers; start some with `dask worker {address}`")
    try:
        versions = client.run(code_hash)
    except Exception as error:  # whatever the worker raises when the package is not there
        raise ClusterError(f"{address}: its workers cannot import extractor; install it there") from error
    strange = sorted(worker for worker, version in versions.items() if version != code_hash())
    if strange:
        raise ClusterError(f"{address}: worker {strange[0]} runs another version of extractor; install the same there")


def _analyse(batch: Batch, options: WorkerOptions) -> list[Analysed]:
    return worker_pipeline(options)(batch)
