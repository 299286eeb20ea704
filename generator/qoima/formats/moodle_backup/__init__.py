"""Moodle's backups (`.mbz`), for versions 4.1 to 5.x: banks and quizzes that are restored in one action."""
