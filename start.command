#!/bin/sh
# Double-click this file. The first time, it installs speedbumps into a folder beside it; then it opens a menu.
# What you make is kept in the folder "made" beside it.
cd "$(dirname "$0")" || exit 1

fail() {
  echo "$1"
  printf "Press Enter to close this window. "
  read -r _
  exit 1
}

if [ ! -x .venv/bin/speedbumps ]; then
  python=""
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c "import sys; sys.exit(sys.version_info < (3, 11))"; then
      python="$name"
      break
    fi
  done
  [ -n "$python" ] || fail "speedbumps needs Python 3.11 or later. Install it from https://www.python.org/downloads/ and try again."
  echo "The first time takes a minute or two: speedbumps is being installed beside this file."
  if ! { "$python" -m venv .venv && .venv/bin/python -m pip install --quiet .; }; then
    rm -rf .venv
    fail "speedbumps could not be installed. Is there a connection to the internet? The lines above say more."
  fi
fi

mkdir -p made && cd made || fail "The folder \"made\" cannot be written here."
../.venv/bin/speedbumps start
