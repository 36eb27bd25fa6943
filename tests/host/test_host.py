"""The plug-in in somebody else's site: installed as docs/plugin.md says, set up and visited."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_host_installs_the_plug_in_and_its_pages_answer(tmp_path: Path) -> None:
    environment = os.environ | {"VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.host"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.endswith("The plug-in works in a host.\n")
