"""Stanza's own training of a tagger, with a learning rate that falls to zero: takes the options of its program.

    python models/scripts/stanza_tagger.py --mode train --train_file … --max_steps 2100

Stanza lowers the rate only once the score stands still, which a short training never meets.
"""

from __future__ import annotations

from typing import Any

from stanza.models import tagger
from stanza.models.pos.trainer import Trainer
from torch.optim.lr_scheduler import LambdaLR

CONSTANT = 0.57  # share of the steps before the rate begins to fall


class FallingTrainer(Trainer):  # type: ignore[misc]
    """A trainer whose learning rate is zero at ``--max_steps``."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, optimizer in self.optimizers.items():
            self.schedulers[name] = LambdaLR(optimizer, self._rate)

    def _rate(self, step: int) -> float:
        return min(1.0, (1 - step / self.args["max_steps"]) / (1 - CONSTANT))


if __name__ == "__main__":
    tagger.Trainer = FallingTrainer
    tagger.main()
