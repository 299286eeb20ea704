"""What `qoima review` asks of the world: which sheet is meant, who sits here, what history holds."""
