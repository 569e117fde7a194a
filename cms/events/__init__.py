"""When events take place, and their files for the calendars of phones."""
