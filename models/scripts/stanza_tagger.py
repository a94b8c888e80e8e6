"""Stanza's own training of a tagger, with a learning rate that falls to zero: takes the options of its program.

    python models/scripts/stanza_tagger.py --mode train --train_file … --max_steps 3600

Stanza keeps the rate as it is until the score stands still, which a short training never meets.
"""

from __future__ import annotations

from typing import Any

from stanza.models import tagger
from stanza.models.pos.trainer import Trainer
from torch.optim.lr_scheduler import LinearLR


class FallingTrainer(Trainer):  # type: ignore[misc]
    """A trainer whose learning rate is zero at ``--max_steps``."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, optimizer in self.optimizers.items():
            self.schedulers[name] = LinearLR(optimizer, 1.0, 0.001, total_iters=self.args["max_steps"])


if __name__ == "__main__":
    tagger.Trainer = FallingTrainer
    tagger.main()
