"""What came back of what was circulated: Word files that reviewers changed, read and told, never taken over.

`parsing` and `opening` take a hostile file; `reading` (with `surveying`, `fields` and `looks`) makes of each part the
`pieces` that it says, `documents` of a file one reading. `sent` finds what went out; `comparing` lays the two side by
side (`aligning`, `units`, `revisions`, `margins`, `layout`) and gives `changes`; `homes` says which field each touches,
`sides` what desks did to the same sentence. `receiving` does all that for several files; `wording`, `telling` and
`report` say what came of it.
"""
