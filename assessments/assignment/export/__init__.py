"""Written work to take along: as PDF, as DOCX, and as data to go on from.

`blocks`   pure: frozen sections in, what a document is made of out
`papers`   which work, in which version, and everything that stands on its cover
`pdf`      set in type, PDF/UA-1
`docx`     for a word processor
`data`     what another work can begin from, and reading it again

Nothing here knows a section by its name: fields say what they are, and that decides how they are
set. Documents are made when they are asked for and kept nowhere.
"""
