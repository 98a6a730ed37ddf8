"""How well repetition across posts is found: a corpus that knows its repetitions, and a score."""
