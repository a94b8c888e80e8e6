"""Recipe of ``municipality_borders.csv``: borders of the 265 municipalities, simplified for the report's map.

    pip install "shapely>=2.2"
    python -m extractor.viewing.report.simplify_borders municipalities.geojson

Input: municipalities.geojson of https://github.com/yurukov/Bulgaria-geocoding (properties `nuts4`: the
register's code, `name`; coordinates in degrees, WGS 84). Neighbours are simplified together, so that a
shared border stays shared and no gaps open between them.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path

TARGET = Path(__file__).with_name("municipality_borders.csv")

#: Visvalingam-Whyatt: bends whose triangle is smaller than the square of this (in degrees) go; about 800 m.
TOLERANCE = 0.008
#: Width of the drawing in units; one unit is about 250 m.
WIDTH = 2000
#: Latitude in degrees at which the plate carrée projection is true to shape: the middle of the country.
MIDDLE = 42.7

HEADER = """\
# Municipal borders of Bulgaria as SVG paths, simplified by simplify_borders.py in this folder.
# Source: municipalities.geojson of github.com/yurukov/Bulgaria-geocoding (borders of the administrative register).
# Projection: plate carrée true at 42.7° N; the drawing is {width} by {height} units, north up.
"""

Ring = list[tuple[int, int]]


def svg_path(rings: list[Ring]) -> str:
    """Closed rings as the shortest SVG path: one absolute point each, then relative integers."""
    parts = []
    for ring in rings:
        (x, y), *rest = ring
        parts.append(f"M{x} {y}l")
        steps = []
        for to_x, to_y in rest:
            steps.append(f"{to_x - x} {to_y - y}".replace(" -", "-"))
            x, y = to_x, to_y
        parts.append(" ".join(steps).replace(" -", "-") + "z")
    return "".join(parts)


def simplified(geojson: Path) -> tuple[list[tuple[str, str, str]], int]:
    """Rows (code, name, path) in the order of codes, and the height of the drawing."""
    import shapely  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from shapely.geometry import shape  # type: ignore[import-not-found,import-untyped,unused-ignore]

    features = json.loads(geojson.read_text(encoding="utf-8"))["features"]
    valid = shapely.make_valid(
        [shape(feature["geometry"]) for feature in features], method="structure", keep_collapsed=False
    )
    borders = shapely.coverage_clean(valid, gap_width=0.002)
    borders = shapely.coverage_simplify(borders, TOLERANCE)
    west, south, east, north = shapely.total_bounds(borders)
    squeeze = math.cos(math.radians(MIDDLE))
    scale = WIDTH / ((east - west) * squeeze)

    def drawn(line: object) -> Ring:
        points: Ring = []
        for lon, lat in line.coords:  # type: ignore[attr-defined]
            point = (round((lon - west) * squeeze * scale), round((north - lat) * scale))
            if not points or point != points[-1]:
                points.append(point)
        return points[:-1]  # the path closes itself

    rows = []
    for feature, border in zip(features, borders, strict=True):
        polygons = [part for part in shapely.get_parts(border) if part.geom_type == "Polygon"]
        rings = [drawn(ring) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
        path = svg_path([ring for ring in rings if len(ring) >= 3])
        rows.append((feature["properties"]["nuts4"], feature["properties"]["name"], path))
    return sorted(rows), round((north - south) * scale)


def main() -> None:
    """Write the data file from the GeoJSON named on the command line."""
    rows, height = simplified(Path(sys.argv[1]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER.format(width=WIDTH, height=height))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("municipality_code", "name", "path"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
