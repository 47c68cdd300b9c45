"""What a record states, as plain tables and as a declarative mapping of them in RML."""
