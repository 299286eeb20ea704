"""Aiken: as Moodle reads it, as teachers type it, and written."""
