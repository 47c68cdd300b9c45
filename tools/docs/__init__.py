"""The documentation of the ontology: what stands in its files, read, drawn and written as pages."""
