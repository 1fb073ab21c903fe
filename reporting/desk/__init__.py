"""The adviser's desk: what is to be done and the story of a record, as of a day; new files and events."""
