"""The limit of processor time for one document: by a signal in the main thread, elsewhere by a thread that watches."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any, Protocol, Self

#: Seconds after which an exception that something on the way has swallowed is raised again.
_AGAIN = 5.0
#: Seconds between two looks of the watching thread.
_LOOK = 0.2


class DocumentTimeout(BaseException):
    """A document took more processor time than the limit for one document.

    No `Exception`, so that no library on the way takes it for an error of its own.
    """


class Limit:
    """Raises `DocumentTimeout` in work of this thread that takes too much time, while it is entered.

    Processor time and not the clock: decoding and analysis wait for nothing, and a machine that is busy with
    other work must not cost a document. Where the system does not tell the time of one thread (Windows), the clock
    counts.
    `seconds` None or 0 is no limit.
    """

    def __init__(self, seconds: float | None) -> None:
        self._alarm: _Alarm | None = None
        if seconds:
            here = threading.current_thread() is threading.main_thread()
            self._alarm = _SignalAlarm() if here and hasattr(signal, "setitimer") else _WatchingAlarm()

    def __enter__(self) -> Self:
        if self._alarm is not None:
            self._alarm.begin()
        return self

    def __exit__(self, *_: object) -> None:
        if self._alarm is not None:
            self._alarm.end()

    @contextmanager
    def of(self, seconds: float) -> Iterator[None]:
        """Give what is done inside `seconds` of processor time."""
        if self._alarm is None:
            yield
            return
        self._alarm.set(max(seconds, 0.001))
        try:
            yield
        finally:
            self._alarm.clear()


class _Alarm(Protocol):
    def begin(self) -> None: ...
    def set(self, seconds: float) -> None: ...
    def clear(self) -> None: ...
    def end(self) -> None: ...


class _SignalAlarm:
    """The processor timer of the system, whose signals reach the main thread only."""

    def begin(self) -> None:
        self._before = signal.signal(signal.SIGPROF, _stop)

    def set(self, seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)

    def clear(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def end(self) -> None:
        signal.signal(signal.SIGPROF, self._before)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise DocumentTimeout


class _WatchingAlarm:
    """A second thread that looks how much time this one has taken; for Dask's threads and for Windows."""

    def begin(self) -> None:
        self._thread, self._taken = threading.get_ident(), _clock()
        self._until: float | None = None
        self._raised = False
        self._changing, self._ended = threading.Lock(), threading.Event()
        threading.Thread(target=self._watch, name="document time limit", daemon=True).start()

    def set(self, seconds: float) -> None:
        with self._changing:
            self._until = self._taken() + seconds

    def clear(self) -> None:
        with self._changing:
            self._until = None
            if self._raised:  # too late: the work was done before the exception came up
                _raise_in(self._thread, None)
                self._raised = False

    def end(self) -> None:
        self._ended.set()
        self.clear()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            with self._changing:
                if self._until is not None and self._taken() >= self._until:
                    self._until += _AGAIN
                    self._raised = True
                    _raise_in(self._thread, DocumentTimeout)


def _clock() -> Callable[[], float]:
    """The processor time of the thread that calls this, which any thread may then ask for."""
    if hasattr(time, "pthread_getcpuclockid"):
        return partial(time.clock_gettime, time.pthread_getcpuclockid(threading.get_ident()))
    return time.monotonic


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """Let a thread raise `exception` at its next step of Python; None takes back what it has not raised yet."""
    what: Any = ctypes.py_object(exception) if exception is not None else ctypes.py_object()
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
