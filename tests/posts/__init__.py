"""Tests of `lint_anp/posts`."""
