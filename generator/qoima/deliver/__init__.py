"""What leaves for Moodle: the files of each bank, and the manifest that says what they hold."""
