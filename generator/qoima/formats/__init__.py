"""Readers and writers: text in, values and diagnostics out."""
