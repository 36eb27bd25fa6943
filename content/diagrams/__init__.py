"""Diagrams of conflict work: frozen data in, a `Diagram` out; no model, no request, no file.

One module a type. Each has its data (a frozen dataclass), `draw(data) -> Diagram`, the picture at
a scale, and the alternative in words, which is made from the same data. What they share:

`diagram`  what comes out: two drawings, a title, the alternative
`words`    measuring and breaking of words set in Fira Sans
`canvas`   shapes and set words, collected as SVG
`scale`    the two layouts: sizes of words, paddings, gaps
`parts`    cards, badges, level marks, arrows, the box that says there is nothing yet
`placing`  where things lie on a map of cells; `spots` on one without
`relations`  the lines between those on a map, and what they are called
`figure`   what a page shows of a diagram

Lengths are units of the drawing: a narrow drawing is 320 units wide and shown in 320 CSS pixels or
more; a wide one is 880 units and shown from 720 CSS pixels on, where 15 units are 12 pixels.
A drawing grows downwards with its words: no word is cut, no two lie on each other.
"""
