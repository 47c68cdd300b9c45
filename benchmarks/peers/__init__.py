"""Scripts that peers run, each in its own environment: they import nothing of `kg`, only each other."""
