"""What things are: values, rows, errors. Imports nothing of ours from above."""
