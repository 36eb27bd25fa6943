"""Writing the site: beside the folder first, then in its place. Whole or not there."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from django.utils.translation import gettext as _

from certificates.upkeep.errors import ExportRefusedError
from certificates.upkeep.site import MARK

READABLE = 0o755


def write(files: Mapping[str, bytes], folder: Path) -> bool:
    """Put the files in the place of the folder. False when they were there already.

    The folder must be new, empty, or an earlier export. Raises ExportRefusedError.
    """
    _assert_replaceable(folder)
    if _content(folder) == dict(files):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _swap(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def _assert_replaceable(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ExportRefusedError(_("%(folder)s is not a folder.") % {"folder": folder})
    if folder.is_dir() and any(folder.iterdir()) and not _is_export(folder):
        raise ExportRefusedError(
            _("%(folder)s holds something else. Please name a new or an empty folder.")
            % {"folder": folder}
        )


def _is_export(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / MARK).read_bytes())["what"] == "verification site")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _swap(made: Path, folder: Path) -> None:
    """Two renames, so the folder is never half of each."""
    made.chmod(READABLE)
    old = made.with_name(f"{made.name}-old")
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
