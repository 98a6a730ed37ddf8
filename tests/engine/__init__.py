"""Tests of `lint_anp/engine`."""
