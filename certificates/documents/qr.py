import io

import segno

INK = "#14202B"
PAPER = "#FFFFFF"


def qr_svg(url: str) -> str:
    """The address as a QR code, level Q, as SVG text.

    Upper case keeps it in alphanumeric mode: two sizes smaller, larger modules on paper. So the
    server has to answer /V/CODE as it answers /v/code.
    """
    out = io.BytesIO()
    segno.make(url.upper(), error="q", micro=False).save(
        out, kind="svg", border=2, dark=INK, light=PAPER, xmldecl=False
    )
    return out.getvalue().decode()
