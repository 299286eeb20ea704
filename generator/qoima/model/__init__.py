"""What the files mean: items, banks, courses, people, profiles, and how they refer to each other."""
