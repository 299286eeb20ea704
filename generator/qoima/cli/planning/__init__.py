"""What was handed out and what has changed since, asked of the repository and of git."""
