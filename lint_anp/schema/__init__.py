"""Trees held against a JSON Schema: canonical names, typed values, faults in an editor's words."""
