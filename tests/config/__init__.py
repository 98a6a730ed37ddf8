"""Tests of `lint_anp/config`."""
