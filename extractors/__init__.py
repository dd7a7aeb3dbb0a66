"""How one thing is found: each extractor is a plain callable, Letter → Iterator[Finding]."""
