"""Sources, diagnostics and words: what every layer above speaks in."""
