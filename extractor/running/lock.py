"""One run at a time in an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

#: Name of the file that is locked. It stays: were it removed, two runs could hold a lock each.
LOCK = "lock"


class InUseError(Exception):
    """Another run is at work in the folder."""


def lock(folder: Path) -> IO[bytes]:
    """Lock `folder` until the file returned is closed, or the process ends, however it ends.

    Raises InUseError where another run holds the lock, OSError where the folder cannot be written. Where the system
    or the file system has no locks, nothing is locked.
    """
    handle = (folder / LOCK).open("ab")
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.close()
            raise InUseError from error
        except OSError:
            pass  # a network file system without locks
    return handle
