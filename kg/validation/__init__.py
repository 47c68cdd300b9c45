"""Data and shapes in, a report that people can act on out.

==============  =====================================================================
`model`         `Report` and `Result`: what was found, as plain values
`shacl`         `validate` and `load_shapes`: SHACL over one union of named graphs
`context`       the records, pages and source files that a result is about
`text`          the report for a terminal, in en, es or fr
`html`          the report as a letter to the record's keeper, in en, es or fr
`csv_report`    the report as a table, the complete list beside a long letter
`turtle`        the report as a ``sh:ValidationReport``, the same bytes every time
`json_report`   the report for programs
==============  =====================================================================

Only `shacl` and `context` need rdflib, only `shacl` needs pyshacl; nothing is imported here.
"""
