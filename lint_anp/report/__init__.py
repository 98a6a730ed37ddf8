"""What a run found, turned into text."""
