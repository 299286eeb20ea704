"""The last gate: whether a finished backup is one that Moodle restores whole."""
