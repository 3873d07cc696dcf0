#!/bin/sh
# Takes away what install.sh installed, and nothing else: registers stay, and so does any file it did not bring.
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$data/metdesk-program
bin=$HOME/.local/bin/metdesk

if [ ! -f "$program/installed-files" ]; then
    echo "Metdesk is not installed for you. Nothing was removed." >&2
    exit 1
fi
if [ "$(readlink "$bin" || true)" = "$program/metdesk" ]; then rm "$bin"; fi
rm -f "$data/applications/metdesk.desktop" "$data/icons/hicolor/scalable/apps/metdesk.svg"
while IFS= read -r file; do rm -f "$program/$file"; done <"$program/installed-files"
rm -f "$program/installed-files" "$program/uninstall.sh"
find "$program" -depth -type d -empty -delete
if [ -d "$program" ]; then echo "Files that Metdesk did not install were left in $program"; fi
echo "Metdesk is removed. Your registers are where you put them."
