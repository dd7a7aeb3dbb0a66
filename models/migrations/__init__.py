"""The schema's history (Alembic). `HEAD` is the revision that this code speaks, `KNOWN` all it can come from."""

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = KNOWN[-1]
