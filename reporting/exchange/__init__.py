"""What goes out to be worked on elsewhere and comes back.

`translation`: texts for translators, as XLIFF. `circulation`: versions that go round, kept and proved. `returned`: what
reviewers made of those.
"""
