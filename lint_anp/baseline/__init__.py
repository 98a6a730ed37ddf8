"""Which findings are new: held against a baseline, or an earlier commit."""
