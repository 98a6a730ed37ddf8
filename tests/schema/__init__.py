"""Tests of `lint_anp/schema`."""
