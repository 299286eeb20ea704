"""What has changed between two states of a repository, said the way its readers would say it."""
