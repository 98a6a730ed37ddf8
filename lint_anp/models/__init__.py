"""The pydantic models from which every JSON Schema is generated; imported for that only."""
