"""The stages in their order, and nothing else: sources, records, linking, mapping, store, validation, export."""

from kg.pipeline.building import build
from kg.pipeline.options import BuildOptions, Progress
from kg.pipeline.result import BuildResult
from kg.pipeline.setaside import SetAside

__all__ = ["BuildOptions", "BuildResult", "Progress", "SetAside", "build"]
