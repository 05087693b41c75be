"""Measuring what the coder finds against annotated texts."""
