"""Whether a Moodle holds what was delivered: its export against our own questions and quizzes."""
