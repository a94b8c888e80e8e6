"""ZIP archives of documents; members are read in memory, nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from extractor.reading.document import ReadingError

#: Limits against archives made to fill the memory: of one member, of all members, and of the ratio.
MAX_MEMBER = 100_000_000
MAX_TOTAL = 2_000_000_000
MAX_MEMBERS = 200_000
MAX_RATIO = 200


def members(handle: IO[bytes]) -> Iterator[tuple[str, bytes | ReadingError]]:
    """Names of the files in an archive, in order of name, with their bytes or what is wrong with them.

    Raises ReadingError where the archive as a whole is damaged or too large.
    """
    try:
        archive = zipfile.ZipFile(handle)
        files = (item for item in archive.infolist() if not item.filename.endswith("/"))
        infos = sorted(files, key=lambda item: item.filename)
    except Exception as error:  # a damaged directory may fail anywhere inside zipfile
        raise ReadingError("damaged or no ZIP archive; pack it again") from error
    with archive:
        if len(infos) > MAX_MEMBERS or sum(item.file_size for item in infos) > MAX_TOTAL:
            raise ReadingError(f"archive unpacks to more than {MAX_TOTAL // 1_000_000} MB; split it")
        for item in infos:
            yield item.filename, _read(archive, item)


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes | ReadingError:
    parts = PurePosixPath(item.filename.replace("\\", "/")).parts
    if ".." in parts or item.filename.startswith("/"):
        return ReadingError("its name points out of the archive; refused")
    if item.flag_bits & 0x1:
        return ReadingError("protected by a password; pack it without one")
    if item.file_size > MAX_MEMBER or item.file_size > MAX_RATIO * max(item.compress_size, 1000):
        return ReadingError("unpacks to far more than its size; refused as a possible ZIP bomb")
    try:
        with archive.open(item) as member:
            raw = member.read(MAX_MEMBER + 1)  # the size in the header may lie
    except Exception:  # a damaged member may fail anywhere inside zipfile and its decompressors
        return ReadingError("damaged in the archive; pack it again")
    return raw if len(raw) <= MAX_MEMBER else ReadingError("unpacks to far more than its size; refused")
