#!/bin/sh
# Installs Metdesk for you alone, without an administrator. uninstall.sh, kept beside the program, takes it away again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$data/metdesk-program
bin=$HOME/.local/bin

link=$(readlink "$bin/metdesk" || true)
if [ "$link" != "$program/metdesk" ] && { [ -n "$link" ] || [ -e "$bin/metdesk" ]; }; then
    echo "$bin/metdesk is there already and is not ours. Nothing was installed." >&2
    exit 1
fi
if [ -x "$program/uninstall.sh" ]; then "$program/uninstall.sh" >/dev/null; fi

mkdir -p "$program" "$bin" "$data/applications" "$data/icons/hicolor/scalable/apps"
cp -R "$here/metdesk/." "$program/"
cp "$here/uninstall.sh" "$program/"
(cd "$here/metdesk" && find . ! -type d) >"$program/installed-files"
ln -sfn "$program/metdesk" "$bin/metdesk"
cp "$here/metdesk.svg" "$data/icons/hicolor/scalable/apps/metdesk.svg"
# The address of the program in full: a desktop need not have ~/.local/bin on its path.
sed "s|^Exec=metdesk|Exec=\"$program/metdesk\"|" "$here/metdesk.desktop" >"$data/applications/metdesk.desktop"
echo "Metdesk is installed. Find it in the menu, or start $bin/metdesk"
