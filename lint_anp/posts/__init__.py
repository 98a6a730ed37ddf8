"""What a file holds: its posts, their meta and their body, each with its place in the source."""
