"""Scripts that measure `kg` beside its peers, and their last results."""
