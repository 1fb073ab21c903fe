"""The adviser's desk: what is to be done, the story of a record and the public register, as of a day; new files and
events; how far the translations are."""
