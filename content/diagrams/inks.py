"""The names of the colours, and what they are in light.

A style sheet maps the classes to the page's tokens (`kf-brand` fills, `ks-brand` strokes) and so
themes the picture. Where no style sheet reaches (typst, a mail, a feed) the colour given here
holds, as a presentation attribute. No `style`: a strict content security policy is content.
"""

LIGHT = {
    "surface": "#FFFFFF",
    "sunken": "#F3EDE3",
    "tint": "#E6F0F1",
    "line": "#DED5C6",
    "edge": "#857B6C",
    "text": "#14202B",
    "muted": "#4E5A63",
    "brand": "#0A4D5C",
    "soft": "#12788C",
    "on-brand": "#FFFFFF",
    "deep": "#0A4D5C",
    "on-deep": "#FFFFFF",
    "middle": "#12788C",
    "accent": "#E8A33D",
    "on-accent": "#14202B",
    "bad": "#A3271C",
    "on-level": "#14202B",
    "level-0": "#79C08D",
    "level-1": "#F1CB45",
    "level-2": "#EF9A4C",
    "level-3": "#E5685A",
    "level-4": "#7CABE3",
    "level-0-soft": "#E2F1E4",
    "level-1-soft": "#FFF5C4",
    "level-2-soft": "#FDE8D2",
    "level-3-soft": "#FBE3E0",
    "level-4-soft": "#E1ECFA",
}
