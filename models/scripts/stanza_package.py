"""Put trained Stanza models into the folder layout that `stanza.Pipeline` and ``--stanza-dir`` read.

Weights are kept in half precision, which Stanza widens again when it loads them, and nothing is
kept of the machine that trained them. The word vectors, which tagger and entities share, stay as they are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import torch
import typer

LANGUAGE = "bg"
PACKAGE = "press"
VECTORS: dict[str, Any] = {"dependencies": [{"model": "pretrain", "package": PACKAGE}]}
MODELS: dict[str, dict[str, Any]] = {"tokenize": {}, "pos": VECTORS, "lemma": {}, "ner": VECTORS, "pretrain": {}}


def main(
    source: Path,
    target: Path,
    entities: Annotated[Path | None, typer.Option(help="Model of entities in place of SOURCE/ner/press.pt.")] = None,
) -> None:
    """Write SOURCE/{tokenize,pos,lemma,ner}/press.pt and SOURCE/vectors.pt to the folder TARGET."""
    files = {name: source / name / f"{PACKAGE}.pt" for name in MODELS}
    files["pretrain"] = source / "vectors.pt"
    if entities:
        files["ner"] = entities
    for name, found in files.items():
        model = torch.load(found, map_location="cpu", weights_only=True)
        if name != "pretrain":
            model["config"] = {key: _setting(key, value) for key, value in model["config"].items()}
            model["model"] = _halved(model["model"])
        file = target / LANGUAGE / name / f"{PACKAGE}.pt"
        file.parent.mkdir(parents=True, exist_ok=True)
        torch.save(model, file)
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    default = {name: PACKAGE for name in MODELS if name != "pretrain"}
    described = {name: {PACKAGE: model} for name, model in MODELS.items()}
    resources = {LANGUAGE: {"lang_name": "Bulgarian", "packages": {"default": default}, **described}}
    (target / "resources.json").write_text(json.dumps(resources, indent=1) + "\n", encoding="utf-8")


def _halved(weights: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.half() if torch.is_tensor(value) and value.dtype == torch.float32 else value
        for key, value in weights.items()
        if value is not None
    }


def _setting(key: str, value: Any) -> Any:
    """A training option; files and folders of the training are nobody else's business."""
    return None if key.endswith(("_file", "_dir")) else value


if __name__ == "__main__":
    typer.run(main)
