"""The pydantic models from which every JSON Schema of lint-anp is generated; imported only to print or to regenerate them."""
