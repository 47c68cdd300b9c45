"""Pages -> records: lessons, good practices, recommendations and evaluations, each with its identity."""

from kg.records.assemble import records_of
from kg.records.record import Kind, Notice, Record, Value, is_empty, number_in, record_json

__all__ = ["Kind", "Notice", "Record", "Value", "is_empty", "number_in", "record_json", "records_of"]
