"""The notebooks run from top to bottom on the shipped corpus, and are committed with their outputs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="needs the notebooks extra: pip install -e '.[notebooks]'")
pytest.importorskip("ipykernel", reason="needs the notebooks extra: pip install -e '.[notebooks]'")
pytest.importorskip("matplotlib", reason="needs the notebooks extra: pip install -e '.[notebooks]'")

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: The test looks at fewer documents than the committed outputs show.
PARAMETERS = "documents = 24"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside which a notebook finds what it finds in a checkout; what it writes stays there."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    (tmp_path / "notebooks").mkdir()
    # An IPython profile of its own, so that no start-up file of the user runs.
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep))
    return tmp_path / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path: Path, workplace: Path) -> None:
    notebook = read(path)
    for cell in notebook.cells:
        if "parameters" in tags(cell):
            cell.source = PARAMETERS
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(workplace)}}
    ).execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_with_its_outputs(path: Path) -> None:
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), "run it from top to bottom"
    assert any(cell.outputs for cell in code)
    assert not [o for cell in code for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]
