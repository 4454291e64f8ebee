#!/bin/sh
# Double-click this file: it finds Python and runs start.py, which installs speedbumps the first time and opens a menu.
folder="$(dirname "$0")"

for name in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$name" >/dev/null && "$name" -c "import sys; sys.exit(sys.version_info < (3, 11))"; then
    "$name" "$folder/start.py" && exit 0
    failed=1
    break
  fi
done
[ -n "$failed" ] || echo "speedbumps needs Python 3.11 or later. Install it from https://www.python.org/downloads/ and try again."
printf "Press Enter to close this window. "
read -r _
exit 1
