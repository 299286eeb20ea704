"""Slips that can be mended without asking what their author meant: text in, text out, nothing else moved."""
