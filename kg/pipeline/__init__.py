"""The stages in their order, and nothing else: sources, records, linking, mapping, store, validation, export."""

from kg.pipeline.build import BuildResult, build
from kg.pipeline.setaside import SetAside

__all__ = ["BuildResult", "SetAside", "build"]
