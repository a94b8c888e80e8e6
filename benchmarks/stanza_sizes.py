"""Stanza models of the sizes of the official Bulgarian ones, with random weights: how long those would take.

    python benchmarks/stanza_sizes.py FOLDER

The time of a network depends on its sizes and not on its weights. The official models for Bulgarian
(`stanza.resources`) are the tokenizer and the lemmatizer of BTB, the tagger of BTB and the entities of BSNLP 2019
with word vectors and two character language models from CoNLL 2017; their sizes are the defaults of Stanza's
training scripts, which this script asks for. What depends on weights is taken from the project's own trained Stanza
models: the tokenizer as it is (it has the official sizes), the vocabularies, and the dictionary that spares the
lemmatizer its network for known words. A lemma that the network spells ends at `LONGEST_LEMMA` characters, as
trained weights would end it, and not at the 50 that are the limit. The word vectors have 100 numbers, as those of
CoNLL 2017 do.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import torch

TRAINED = Path(__file__).parent.parent / "models" / "stanza_bg" / "bg"
#: Characters that the lemmatizer spells for each batch of words: about the length of the longest in it.
LONGEST_LEMMA = 16
_VECTOR = 100
_CHARACTERS = {"forward_charlm": True, "backward_charlm": False}


def make(folder: Path) -> Path:
    """Write the models to `folder`, laid out as `stanza.Pipeline` reads them; gives the folder."""
    torch.manual_seed(1)
    target = folder / "bg"
    _vectors(target)
    _character_models(target)
    _tagger(target)
    _lemmatizer(target)
    _entities(target)
    shutil.copytree(TRAINED / "tokenize", target / "tokenize", dirs_exist_ok=True)
    needs = [{"model": name, "package": "press"} for name in ("pretrain", *_CHARACTERS)]
    described: dict[str, Any] = {name: {"press": {}} for name in ("tokenize", "lemma", "pretrain", *_CHARACTERS)}
    described |= {name: {"press": {"dependencies": needs}} for name in ("pos", "ner")}
    default = dict.fromkeys(("tokenize", "pos", "lemma", "ner"), "press")
    resources = {"bg": {"lang_name": "Bulgarian", "packages": {"default": default}, **described}}
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    return folder


def reader(folder: Path) -> Callable[[str], Any]:
    """Tokenize, tag, lemma and NER with the models in `folder`, on one thread."""
    import stanza

    torch.set_num_threads(1)
    options: dict[str, Any] = {"download_method": None, "use_gpu": False, "verbose": False}
    pipeline = stanza.Pipeline("bg", dir=str(folder), processors="tokenize,pos,lemma,ner", **options)
    known = pipeline.processors["lemma"].trainer.pos_dict
    tag_of = {form: tag for tag, forms in known.items() for form in forms if tag != "*"}

    def read(text: str) -> Any:
        document = pipeline(text, processors="tokenize,pos")
        for word in document.iter_words():
            # Random tags would find no word in the lemmatizer's dictionary; right ones find those that are there.
            word.upos = tag_of.get(word.text, tag_of.get(word.text.lower(), "NOUN"))
        return pipeline(document, processors="lemma,ner")

    return read


def _defaults(script: str) -> dict[str, Any]:
    """What a training script of Stanza is given where nothing is said."""
    return {**vars(import_module(f"stanza.models.{script}").build_argparse().parse_args([])), "device": "cpu"}


def _trained(name: str) -> dict[str, Any]:
    found: dict[str, Any] = torch.load(TRAINED / name / "press.pt", map_location="cpu", weights_only=True)
    return found


def _file(target: Path, name: str) -> str:
    file = target / name / "press.pt"
    file.parent.mkdir(parents=True, exist_ok=True)
    return str(file)


def _vectors(target: Path) -> None:
    trained = _trained("pretrain")
    trained["emb"] = torch.rand(trained["emb"].shape[0], _VECTOR)
    torch.save(trained, _file(target, "pretrain"))


def _character_models(target: Path) -> None:
    from stanza.models.common.char_model import CharacterLanguageModel
    from stanza.models.common.vocab import CharVocab

    letters = CharVocab.load_state_dict(_trained("ner")["vocab"]["char"])  # which the entities read by number
    for name, forward in _CHARACTERS.items():
        model = CharacterLanguageModel(_defaults("charlm"), {"char": letters}, is_forward_lm=forward)
        model.save(_file(target, name))


def _with_characters(target: Path, script: str) -> tuple[dict[str, Any], Any]:
    """Options of a tagger that reads the character models, and the word vectors."""
    from stanza.models.common.pretrain import Pretrain

    files = {f"charlm_{name.split('_')[0]}_file": _file(target, name) for name in _CHARACTERS}
    args = {**_defaults(script), "use_peft": False, "charlm": True, "lang": "bg", "shorthand": "bg_official", **files}
    return args, Pretrain(_file(target, "pretrain"))


def _tagger(target: Path) -> None:
    from stanza.models.pos.trainer import Trainer
    from stanza.models.pos.vocab import MultiVocab

    trained = _trained("pos")
    args, vectors = _with_characters(target, "tagger")
    args["tag_columns"] = trained["config"]["tag_columns"]
    vocab = MultiVocab.load_state_dict(trained["vocab"])
    Trainer(args=args, vocab=vocab, pretrain=vectors, device="cpu").save(_file(target, "pos"))


def _entities(target: Path) -> None:
    from stanza.models.ner.trainer import Trainer
    from stanza.models.ner.vocab import MultiVocab

    args, vectors = _with_characters(target, "ner_tagger")
    vocab = MultiVocab.load_state_dict(_trained("ner")["vocab"])
    Trainer(args=args, vocab=vocab, pretrain=vectors, device="cpu").save(_file(target, "ner"))


def _lemmatizer(target: Path) -> None:
    from stanza.models.lemma.trainer import Trainer
    from stanza.models.lemma.vocab import MultiVocab

    trained = _trained("lemma")
    vocab = MultiVocab.load_state_dict(trained["vocab"])
    sizes = {key: trained["config"][key] for key in ("lang", "vocab_size", "pos_vocab_size", "edit", "copy", "pos")}
    args = {**_defaults("lemmatizer"), **sizes, "max_dec_len": LONGEST_LEMMA}
    model = Trainer(args=args, vocab=vocab, device="cpu").model
    torch.save({**trained, "model": model.state_dict(), "config": args}, _file(target, "lemma"))


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
