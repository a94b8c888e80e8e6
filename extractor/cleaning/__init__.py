"""Tell the article from the site around it, and repair it for matching, without losing a source offset."""

from extractor.cleaning.cleaned import Cleaned, Furniture
from extractor.cleaning.furniture import find_furniture
from extractor.cleaning.lines import LINE_BREAK
from extractor.cleaning.repair import Edit, edits, one_for_one

__all__ = ["Cleaned", "Furniture", "clean"]


def clean(text: str) -> Cleaned:
    """Cleaned text of a press release copied from a page, with a map back to `text`.

    Lines of site furniture are left out; the line break after them stays. The rest is repaired
    (see `extractor.cleaning.repair`). Never raises on any string.
    """
    furniture = find_furniture(text)
    return _assemble(text, furniture)


def _assemble(source: str, furniture: list[Furniture]) -> Cleaned:
    """Apply all edits; where two overlap the earlier one stands, and furniture before all."""
    replaced = one_for_one(source)
    left_out = _left_out(source, furniture)
    changes = _merge(left_out, edits(replaced))
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    length = 0

    def take(piece: str, at: int | None) -> None:
        """Append `piece`, which stands at `at` in the source, or nowhere."""
        nonlocal length
        if not piece:
            return
        pieces.append(piece)
        if at is not None:
            if segments:
                text_at, source_at, n = segments[-1]
                if text_at + n == length and source_at + n == at:
                    segments[-1] = (text_at, source_at, n + len(piece))
                    length += len(piece)
                    return
            segments.append((length, at, len(piece)))
        length += len(piece)

    at = 0
    for start, end, replacement in changes:
        take(replaced[at:start], at)
        take(replacement, start if end > start else None)
        at = end
    take(replaced[at:], at)
    return Cleaned("".join(pieces), source, tuple(segments), tuple(furniture))


def _left_out(source: str, furniture: list[Furniture]) -> list[Edit]:
    """Furniture as edits. Lines above the article go with their line breaks; later ones leave one break."""
    found: list[Edit] = []
    article_begins = 0
    for piece in furniture:
        end = piece.end
        if not source[article_begins : piece.start].strip():
            after = LINE_BREAK.match(source, end)
            end = after.end() if after else end
            found.append((article_begins, end, ""))
            article_begins = end
        else:
            found.append((piece.start, end, ""))
    return found


def _merge(first: list[Edit], second: list[Edit]) -> list[Edit]:
    """Edits of both lists by place, without those of `second` that touch one before them."""
    merged: list[Edit] = []
    i = 0
    reached = 0
    for edit in second:
        while i < len(first) and first[i][0] <= edit[0]:
            if first[i][0] >= reached:
                merged.append(first[i])
                reached = first[i][1]
            i += 1
        blocked = i < len(first) and edit[1] > first[i][0]
        if edit[0] >= reached and not blocked:
            merged.append(edit)
            reached = edit[1]
    merged += first[i:]
    return merged
