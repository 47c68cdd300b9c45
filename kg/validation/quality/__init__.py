"""What a keeper should look at in a record although no shape forbids it: each fault with a stable code.

=============  =====================================================================
`model`        `Flaw` and `Spot`: a fault and where it stands in its record
`record`       `record_flaws`: one record -> its flaws, whatever stands in other records
`repeats`      words, sentences and whole texts that stand twice
`endings`      texts and titles that stop in mid-sentence
`damage`       characters that were lost or broken on the way, and personal data
`places`       countries and regions that are none, or do not go together
`fields`       empty fields, unknown keys, values outside the closed lists
`addresses`    evaluation numbers and page addresses
`across`       evaluations that two records tell differently
`catalogue`    the codes with their severity and their words in three languages
`results`      flaws -> results of the report
`gathering`    the flaws of all records of a store or of any graph
=============  =====================================================================

A check reads a text once, from left to right, so that a record of a megabyte costs a second and not an hour.
"""

from kg.validation.quality.model import Flaw, Spot
from kg.validation.quality.record import record_flaws

__all__ = ["Flaw", "Spot", "record_flaws"]
