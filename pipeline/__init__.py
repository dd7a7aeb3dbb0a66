"""What happens to a letter: take, read, extract, choose, file."""
