"""How right a run was: its tables compared with annotated documents, fact by fact."""
