"""One module a command; `pipeline.cli` names them and loads the one that is asked for."""
