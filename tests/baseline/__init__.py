"""Tests of `lint_anp/baseline`."""
