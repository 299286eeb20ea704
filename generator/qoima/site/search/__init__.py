"""Search without a server: an index made from the finished pages, read by `assets/scripts/finder/`."""
