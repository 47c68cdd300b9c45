"""The stages in their order, and nothing else: sources, records, linking, mapping, store, validation, export."""

from kg.pipeline.building import BuildOptions, build
from kg.pipeline.result import BuildResult
from kg.pipeline.setaside import SetAside

__all__ = ["BuildOptions", "BuildResult", "SetAside", "build"]
