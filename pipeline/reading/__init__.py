"""From a file to a Letter."""
