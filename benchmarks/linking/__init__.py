"""Linking measured on prose labelled by hand: ``python -m benchmarks.linking``."""
