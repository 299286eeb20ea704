"""The leak guard: what must not stand on the site, and how it is found in whatever a file holds."""
