"""Addresses of unpacked files: nobody guesses them, and whoever has one needs no cookie.

A player's frame has an origin of its own, so its requests carry no session. The right to a file is
therefore in its address: a folder's name with a signature over it. Nothing is asked of the database
once the signature is right.

All libraries share one signature. They hold nothing confidential, and combined styles may so name
a picture of another library by a relative address that outlives a change of `SECRET_KEY`.
"""

import re
from urllib.parse import quote

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from content.h5p.files import CONTENT, LIBRARIES

SHELF = "libraries"
FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def file_url(folder: str, path: str = "") -> str:
    """Address of a file in `H5PLibrary.folder` or `H5PVersion.folder`.

    Without `path` the address of the folder, to which a player adds “/images/…”. Ends without a
    slash.
    """
    root, _slash, name = folder.rpartition("/")
    if root == LIBRARIES:
        token, inside = _signer().sign(SHELF), f"{name}/{path}"
    elif root == CONTENT:
        token, inside = _signer().sign(name), path
    else:
        raise ValueError(f"{folder} is no folder of a package.")
    url = reverse("content:h5p_file", args=[token, "x"])[:-1]
    return (url + quote(inside)).rstrip("/")


def place_of(token: str, path: str) -> str:
    """Name in the storage. Raises BadSignature for a token, or a path, that nobody was given."""
    signed = _signer().unsign(token)
    parts = path.split("/")
    if not FOLDER.fullmatch(signed) or not all(_plain(part) for part in parts):
        raise BadSignature(path)
    return f"{LIBRARIES}/{path}" if signed == SHELF else f"{CONTENT}/{signed}/{path}"


def _plain(part: str) -> bool:
    """Names with a point or a line in front are ours or the system's, never a package's."""
    return bool(part) and part[0] not in "._" and "\\" not in part and "\0" not in part


def _signer() -> Signer:
    return Signer(sep="~", salt="lms_h5p.files")
