"""What a backup holds that a Moodle has made, or Qoima."""
