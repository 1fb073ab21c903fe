"""What went out of a casebook, kept as it was: numbered versions, a chained record of every act, and the proof of both.

`text` is how records are written; `log` the chained record of a pack; `versions` what a version is; `store` keeps and
takes out; `circulating` makes a version; `verifying` proves that all of it belongs together.
"""
