"""The parts of the corpus generator: words, evaluations, findings, faults, forms."""
