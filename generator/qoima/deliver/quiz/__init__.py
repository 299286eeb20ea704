"""How a control, or the practice of a course, becomes a quiz of Moodle."""
