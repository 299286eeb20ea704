"""What has changed in items of banks and practice sets."""
