"""What Moodle will hold, shown to a teacher or an administrator, and as data for a program."""
