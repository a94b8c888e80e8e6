"""Features of lines in their context: where a line stands, what it repeats, what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.cleaning.lines import Line

#: What a line may learn about the lines before and after it.
_SEEN_FROM_NEXT_LINE = (
    "words", "lead=", "cover=", "short_cells", "date_only", "prose", "end=colon", "capitals", "numbers_only",
    "separators", "short_phone", "copyright", "truncated", "arrow", "initials", "sentence",
)  # fmt: skip
_HEADINGS = frozenset({"lead=related"})


def _zones(lines: list[Line]) -> list[str]:
    """For each line: "head" before the first line of prose, "tail" after the last, "body" between."""
    prose = [i for i, line in enumerate(lines) if line.is_prose]
    if not prose:
        return ["flat"] * len(lines)
    first, last = prose[0], prose[-1]
    return ["head" if i < first else "tail" if i > last else "body" for i in range(len(lines))]


def _repeats(lines: list[Line]) -> list[set[str]]:
    """Copies: a line that stands above already, a line that comes again, a title inside a path of links."""
    found: list[set[str]] = [set() for _ in lines]
    first_at: dict[str, int] = {}
    for i, line in enumerate(lines):
        if not line.key:
            continue
        if line.key in first_at:
            kind = "copy" if line.n_words > 2 else "short_copy"
            found[i].add(kind)
            found[first_at[line.key]].add("copied_below")
        else:
            first_at[line.key] = i
    for i, line in enumerate(lines[:-1]):
        follower = lines[i + 1]
        if 3 < follower.n_words < line.n_words and line.key.endswith(follower.key):
            found[i].add("ends_with_title")
    return found


def context_features(lines: list[Line]) -> Iterator[list[str]]:
    """The features of each line, by itself and in its context."""
    zones, repeats = _zones(lines), _repeats(lines)
    shared = [[f for f in line.shape if f.startswith(_SEEN_FROM_NEXT_LINE)] for line in lines]
    last = len(lines) - 1
    under_related = False
    for i, line in enumerate(lines):
        zone = zones[i]
        features = ["bias", f"zone={zone}", *line.shape, *repeats[i]]
        features += [f"{zone}:{f}" for f in line.shape if f.startswith(_SEEN_FROM_NEXT_LINE)]
        features += [f"{zone}:{f}" for f in repeats[i]]
        if zone != "body":
            features.append(f"from_top={min(i, 4)}")
            features.append(f"from_end={min(last - i, 4)}")
        if zone == "tail" and under_related:
            features.append("under_related")
        under_related = zone == "tail" and (under_related or bool(_HEADINGS & line.shape))
        if i:
            features += [f"above:{f}" for f in shared[i - 1]]
            features += [f"above:{f}" for f in repeats[i - 1]]
        if i < last:
            features += [f"below:{f}" for f in shared[i + 1]]
            features += [f"below:{f}" for f in repeats[i + 1]]
        yield features
