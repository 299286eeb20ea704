"""The page for the administrator of Moodle: what is in a parcel, what to click, what must be there afterwards."""
