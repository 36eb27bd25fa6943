#!/bin/sh
# What must be there before anything is installed; one clear sentence where it is not.
#
#   preflight.sh python        prints a Python of 3.11 or newer ($PYTHON overrides the search)
#   preflight.sh node          Node 20 or newer, with npm
#   preflight.sh venv FOLDER   makes the virtual environment where it is missing or broken
set -eu

refuse() {
  echo "$1" >&2
  exit 1
}

recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    recent "$PYTHON" || refuse "PYTHON=$PYTHON is not a Python of version 3.11 or newer."
    echo "$PYTHON"
    return
  fi
  for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
    if recent "$name"; then
      echo "$name"
      return
    fi
  done
  found=$(python3 --version 2>/dev/null || echo "no Python 3")
  refuse "Python 3.11 or newer is needed and $found was found: install it, or name one with PYTHON=/path/to/python3."
}

check_node() {
  version=$(node --version 2>/dev/null) ||
    refuse "Node 20 or newer is needed and was not found: install Node.js with npm (Debian: apt-get install nodejs npm)."
  major=${version#v}
  [ "${major%%.*}" -ge 20 ] || refuse "Node 20 or newer is needed and Node $version was found."
  npm --version >/dev/null 2>&1 ||
    refuse "npm is needed and was not found: install it (Debian: apt-get install npm)."
}

make_venv() {
  recent "$1/bin/python" && "$1/bin/python" -m pip --version >/dev/null 2>&1 && return
  python=$(find_python)
  "$python" -m venv --clear "$1" >/dev/null 2>&1 ||
    refuse "The virtual environment could not be made with $python: install its venv module (Debian: apt-get install python3-venv)."
}

case "$1" in
  python) find_python ;;
  node) check_node ;;
  venv) make_venv "$2" ;;
esac
