"""Rules as data: how they are read, checked, compiled and applied to posts."""
