"""Putting the signed credential into the badge: Open Badges 3.0, §5.3."""

import zlib

from certificates.badges.reading import PNG_KEYWORD, SVG_NAMESPACE

NOT_PACKED = b"\0\0"  # flag and method; the standard wants it readable
NO_LANGUAGE = b"\0\0"  # neither a language nor a translated keyword
END = b"\0\0\0\0IEND\xaeB`\x82"
CDATA_END = "]]>"


def bake_png(picture: bytes, credential: str) -> bytes:
    """One of our PNGs with the credential in an iTXt chunk. Same input, same bytes."""
    text = b"iTXt" + PNG_KEYWORD + b"\0" + NOT_PACKED + NO_LANGUAGE + credential.encode()
    chunk = (len(text) - 4).to_bytes(4, "big") + text + zlib.crc32(text).to_bytes(4, "big")
    return picture.removesuffix(END) + chunk + END


def bake_svg(picture: str, credential: str) -> bytes:
    """One of our SVGs with the credential as text of one element more. Same input, same bytes."""
    text = credential.replace(CDATA_END, "]]]]><![CDATA[>")
    element = (
        f'<openbadges:credential xmlns:openbadges="{SVG_NAMESPACE}">'
        f"<![CDATA[{text}]]></openbadges:credential>"
    )
    drawing = picture.strip().removesuffix("</svg>")
    return f"{drawing}{element}</svg>".encode()
