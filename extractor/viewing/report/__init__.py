"""``report.html``: everything a run found, as one page that needs no network.

`tables` reads the run's output folder, `payload` packs it, `assemble` puts page, style, scripts and data
into one file. What the page does is written in the ``.js`` files beside, in the order of `assemble.SCRIPTS`.
"""
