"""What has changed in files of other kinds than items, record by record."""
