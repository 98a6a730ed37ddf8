"""Tests of `lint_anp/site`."""
