#!/usr/bin/env bash
# Install the Debian packages of a list whose file is missing; say what to do when that is not allowed.
set -euo pipefail
missing=()
while read -r file package; do
  case "$file" in ''|'#'*) continue ;; esac
  compgen -G "$file" >/dev/null || missing+=("$package")
done <"$1"
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Debian packages needed: ${missing[*]}"
root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then root=(sudo -n); else
    echo "They need root. Run: sudo apt-get install ${missing[*]}   and then this again."
    exit 1
  fi
fi
command -v apt-get >/dev/null || { echo "No apt-get here: install the packages by hand, then run this again."; exit 1; }
"${root[@]}" apt-get update -qq
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
