"""A check of the whole repository: in parts, side by side, and remembered from one run to the next."""
