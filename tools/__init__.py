"""Programs that keep the repository's own files: run from a checkout, not shipped with `kg`."""
