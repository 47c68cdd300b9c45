"""A graph -> files: Turtle that reads as if written by hand, and the other RDF and graph formats."""
