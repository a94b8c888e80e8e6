"""What ``spacy train --code`` needs: our tokenizer and layers, and fast matrix products."""

from thinc.api import registry, set_current_ops

import extractor.language.embedding
import extractor.language.tokenizer  # noqa: F401
from extractor.language.ops import BlasOps

registry.ops.register("BlasOps", func=BlasOps)
set_current_ops(BlasOps())
