"""Features of lines in their context: where a line stands, what it repeats, what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extractor.cleaning.lines import Line

#: Features that are computed, cached and weighed together.
Group = tuple[str, ...]

#: The feature of the line that is most likely the article's title.
TITLE = "title"

#: What a line may learn about the lines before and after it.
_SEEN_FROM_NEXT_LINE = (
    "words", "lead=", "label=", "cover=", "short_cells", "date_only", "prose", "end=colon", "capitals", "numbers_only",
    "separators", "short_phone", "copyright", "truncated", "arrow", "initials", "sentence",
)  # fmt: skip
#: What means one thing on a page and another in a bare press release: letterheads, signatures, dates.
_WITH_SITE = ("lead=", "label=", "words", "capitals", "date_only", "has_date", "short_", "name")
_TRACES = frozenset({"lead=share", "lead=paging", "lead=legal", "lead=comment", "lead=print", "copyright"})
_NAMES = frozenset({"lead=org", "lead=masthead"})
_NO_TITLE = frozenset(
    {
        "date_only",
        "short_cells",
        "url",
        "email",
        "phone",
        "brackets",
        "first=dash",
        "has=legal",
        "counted",
        "has=counter",
        "has=posted",
        "has=trail",
    }
    | {"lead=calendar", "lead=posted", "lead=updated", "lead=legal", "label=posted"}
    | {"separators>4", "cover=<=1", "cover=all", "issue", "has_date", "numbers_only", "mostly_digits", "prose"}
)
_HEADINGS = frozenset({"lead=related"})


def zones(lines: list[Line]) -> list[str]:
    """For each line: "head" before the first line of prose, "tail" after the last, "body" between."""
    prose = [i for i, line in enumerate(lines) if line.is_prose]
    if not prose:
        return ["flat"] * len(lines)
    first, last = prose[0], prose[-1]
    return ["head" if i < first else "tail" if i > last else "body" for i in range(len(lines))]


def _repeats(lines: list[Line]) -> list[dict[str, None]]:
    """Copies: a line that stands above already, a line that comes again, a title inside a path of links."""
    found: list[dict[str, None]] = [{} for _ in lines]
    first_at: dict[str, int] = {}
    for i, line in enumerate(lines):
        if not line.key:
            continue
        if line.key in first_at:
            kind = "copy" if line.n_words > 2 else "short_copy"
            found[i][kind] = None
            found[first_at[line.key]]["copied_below"] = None
        else:
            first_at[line.key] = i
    for i, (line, follower) in enumerate(pairwise(lines)):
        if 3 < follower.n_words < line.n_words and line.key.endswith(follower.key):
            found[i]["ends_with_title"] = None
    return found


def repeated_titles(lines: list[Line]) -> list[int]:
    """Lines outside the body that say once more what a line of the head has said: further copies of the title."""
    zone_of = zones(lines)
    head = {line.key for line, zone in zip(lines, zone_of, strict=True) if zone == "head" and line.n_words > 2}
    found, seen = [], set()
    for i, line in enumerate(lines):
        if line.key in seen and line.key in head and zone_of[i] in ("head", "tail"):
            found.append(i)
        seen.add(line.key)
    return found


def _title(lines: list[Line], zone_of: list[str], repeats: list[dict[str, None]]) -> int | None:
    """The line above the prose that is most likely the title.

    One that stands there twice, or that the path of links above it ends with; else the longest that is no row of links.
    """
    best, at = 3.0, None
    n_head = zone_of.count("head")
    copies = {line.key for line, repeat in zip(lines[:n_head], repeats, strict=False) if "copy" in repeat}
    for i, line in enumerate(lines[:n_head]):
        if line.n_words > 3 and (line.key in copies or (i and "ends_with_title" in repeats[i - 1])):
            return i
        is_path = "lead=menu" in line.shape and "separators<=0" not in line.shape
        if line.shape & _NO_TITLE or is_path or is_trace(line):
            continue
        # The name of the site or of its owner is shorter than what it has to say.
        weight = line.n_words / 2 if line.shape & _NAMES else line.n_words
        if weight > best:
            best, at = weight, i
    return at


def is_trace(line: Line) -> bool:
    """Whether a line can hardly be anything but a piece of a site: a row of links, a share button."""
    shape = line.shape
    if "prose" in shape or "sentence" in shape:
        return False
    return (
        bool(shape & _TRACES)
        or ("cover=all" in shape and bool(shape & {"lead=related", "lead=login", "lead=trail", "lead=access"}))
        or ("cover=all" in shape and "has=menu" in shape and line.n_words >= 5)
        or ("counted" in shape and "lead=counter" in shape and "has_date" not in shape and line.n_words <= 4)
        or ("short_cells" in shape and "cover=<=0.2" not in shape and "cover=<=0" not in shape)
    )


def _traces_around(traces: list[bool], zone_of: list[str]) -> list[tuple[int, int]]:
    """For each line how many lines above and below it, in the same zone, give a site away (2 for more)."""
    in_zone = Counter(zone for zone, trace in zip(zone_of, traces, strict=True) if trace)
    seen: Counter[str] = Counter()
    found = []
    for zone, trace in zip(zone_of, traces, strict=True):
        below = in_zone[zone] - seen[zone] - trace
        found.append((min(seen[zone], 2), min(below, 2)))
        seen[zone] += trace
    return found


@lru_cache(maxsize=8192)
def _own(shape: frozenset[str], zone: str, site: int) -> Group:
    """A line by itself, in its zone, on a page with so many other traces of a site."""
    features = ["bias", f"zone={zone}", f"site{site}", f"site{site}:{zone}", *shape]
    features += [f"{zone}:{f}" for f in shape if f.startswith(_SEEN_FROM_NEXT_LINE)]
    features += [f"site{min(site, 1)}:{zone}:{f}" for f in shape if f.startswith(_WITH_SITE)]
    return tuple(features)


@lru_cache(maxsize=8192)
def _seen(shape: frozenset[str], where: str) -> Group:
    """What the line after ("above") or before ("below") learns of a line."""
    return tuple(f"{where}:{f}" for f in shape if f.startswith(_SEEN_FROM_NEXT_LINE))


def feature_groups(lines: list[Line]) -> Iterator[list[Group]]:
    """The features of each line, by itself and in its context, in groups that come again and again."""
    zone_of, repeats = zones(lines), _repeats(lines)
    last = len(lines) - 1
    under_related = False
    traces = [is_trace(line) for line in lines]
    n_traces = sum(traces)
    around = _traces_around(traces, zone_of)
    title = _title(lines, zone_of, repeats)
    for i, line in enumerate(lines):
        zone = zone_of[i]
        site = min(n_traces - traces[i], 3)  # other lines that give the site away
        place = [*repeats[i], *(f"{zone}:{f}" for f in repeats[i])]
        if title is not None and zone == "head":
            place.append(TITLE if i == title else "above_title" if i < title else "below_title")
        if zone != "body":
            place += (f"from_top={min(i, 4)}", f"from_end={min(last - i, 4)}")
        if zone != "body":
            above, below = around[i]
            place.append(f"{zone}:traces={above}+{below}")
        if zone == "tail" and under_related:
            place.append("under_related")
        under_related = zone == "tail" and (under_related or bool(_HEADINGS & line.shape))
        groups = [_own(line.shape, zone, site)]
        if i:
            groups.append(_seen(lines[i - 1].shape, "above"))
            place += (f"above:{f}" for f in repeats[i - 1])
        if i < last:
            groups.append(_seen(lines[i + 1].shape, "below"))
            place += (f"below:{f}" for f in repeats[i + 1])
        groups.append(tuple(place))
        yield groups


def context_features(lines: list[Line]) -> Iterator[list[str]]:
    """The features of each line in one list, as the training wants them."""
    for groups in feature_groups(lines):
        yield [feature for group in groups for feature in group]
