"""What Moodle does with items, whatever format they come in."""
