"""Our outlines on a 24 grid, drawn for this product: name → what stands inside the SVG.

Stroke, caps and size come from the stylesheet; the data holds shapes alone.
"""

ICONS: dict[str, str] = {
    "alert": '<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2"/>',
    "arrow-left": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "away": '<path d="M13 4h7v7M20 4l-9.5 9.5M17 14v6H4V7h6"/>',
    "back": '<path d="M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3"/>',
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 '
        '8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14"/>'
    ),
    "calendar": '<path d="M4 6.5h16V20H4zM4 11h16M8 3.5v5M16 3.5v5"/>',
    "check": '<path d="M4.5 12.5 10 18 19.5 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "copy": '<path d="M8 8h12v12H8zM4 16V4h12"/>',
    "down": '<path d="M6 9.5l6 6 6-6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
    "eye": (
        '<path d="M2.5 12C3.7 9.7 7 5.7 12 5.7s8.3 4 9.5 6.3c-1.2 2.3-4.5 6.3-9.5 '
        '6.3S3.7 14.3 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>'
    ),
    "filter": '<path d="M4 6.5h16M7 12h10M10 17.5h4"/>',
    "half": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" '
        'fill="currentColor"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 '
        '2.3c-.8.4-1.1.9-1.1 1.7M12 16.5v.2"/>'
    ),
    "house": '<path d="M4 20V10l8-6 8 6v10zM9.5 20v-6h5v6"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "keep": '<path d="M6.5 4h11v16L12 15.5 6.5 20z"/>',
    "law": (
        '<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5a2.8 2.8 0 0 0 5 0zM19 7l-2.5 '
        '6.5a2.8 2.8 0 0 0 5 0z"/>'
    ),
    "link": (
        '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 '
        '0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3"/>'
    ),
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "minus": '<path d="M6 12h12"/>',
    "offline": (
        '<path d="M4 4l16 16M9 6.3A6 6 0 0 1 17.5 10a4 4 0 0 1 2.7 6.2M17 18H7a4.5 4.5 0 '
        '0 1-.8-8.9"/>'
    ),
    "out": '<path d="M10 4H4.5v16H10M9.5 12H20M16 8l4 4-4 4"/>',
    "page": '<path d="M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9 13h7M9 16.5h7"/>',
    "pen": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.3-4 2.8-6 6.5-6s6.2 2 6.5 '
        '6M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.5c2.4.7 3.8 2.6 4 5.5"/>'
    ),
    "phone": '<path d="M7 3.5 4 5c0 8.5 6.5 15 15 15l1.5-3-4.5-3-2 1.5A11 11 0 0 1 8.5 10L10 8z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "private": (
        '<path d="M4 4l16 16M9.5 6A10 10 0 0 1 12 5.7c5 0 8.3 4 9.5 6.3a14 14 0 0 1-2.7 '
        "3.5M6.3 7.7A14.5 14.5 0 0 0 2.5 12C3.7 14.3 7 18.3 12 18.3a9.6 9.6 0 0 0 "
        '4-.9M9.9 10.2a2.8 2.8 0 0 0 3.9 3.9"/>'
    ),
    "ring": '<circle cx="12" cy="12" r="7"/>',
    "route": (
        '<circle cx="6" cy="18.5" r="2.5"/><circle cx="18" cy="5.5" r="2.5"/><path '
        'd="M8.5 18.5H15a3.5 3.5 0 0 0 0-7H9a3 3 0 0 1 0-6h6.5"/>'
    ),
    "saved": (
        '<path d="M7 18.5a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 9.9a4.3 4.3 0 0 1-.7 8.6zM9 '
        '13.5l2.2 2.2 4-4.2"/>'
    ),
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "sign": '<path d="M5 4h10l5 4.5-5 4.5H5zM8 13v7.5"/>',
    "slash": '<path d="M6 18 18 6"/>',
    "step": '<path d="M5 20v-4h5v-4h5V8h4.5"/>',
    "stop": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM8.5 12h7"/>',
    "talk": '<path d="M4 4.5h16V16h-8l-4.5 4V16H4z"/>',
    "up": '<path d="M6 14.5l6-6 6 6"/>',
}
