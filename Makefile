# `make run` and `make test` do all the set-up on a fresh machine; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What was compiled once is kept: the suite starts several processes, and each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

QT_LIBRARIES := libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-dejavu-core
SCREEN_LIBRARIES := libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 \
    libxcb-image0 libxcb-render-util0 libxcb-util1

# Shell functions for the recipes below. `debian` installs packages, or says how to and stops.
define FUNCTIONS
say() { printf '%s\n' "metdesk: $$*"; }
debian() {
    if ! command -v apt-get >/dev/null; then
        say "this system lacks libraries; on Debian their packages are: $$*"; exit 1
    elif [ "$$(id -u)" != 0 ]; then
        say "some Debian packages are missing. Install them, then run make again:"
        echo "    sudo apt-get install --no-install-recommends $$*"; exit 1
    fi
    say "installing Debian packages: $$*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$* >/dev/null
}
has_screen() { [ "$$(uname -s)" != Linux ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; }
endef

.PHONY: help install run test demo screens bench storm installer lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

install: $(STAMP)  ## make .venv/ with the metdesk command

$(STAMP): requirements.lock pyproject.toml
	@$(FUNCTIONS)
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then
	    say "making the Python environment in $(VENV)/"
	    $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || {
	        debian python3 python3-venv
	        $(PYTHON) -m venv --clear $(VENV)
	    }
	fi
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
	    rm -r $(VENV); say "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1
	}
	say "installing the pinned packages (a minute or so the first time)"
	by_uv() {  # uv is quicker, but does not read an index set for pip
	    ! $(BIN)/pip config list | grep -E '(^|\.)index-url' >/dev/null || return 1
	    $(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/pip install -q uv || return 1
	    $(BIN)/python -m uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	}
	by_uv || { say "without uv: pip itself"; $(BIN)/pip install -q --require-hashes -r requirements.lock; }
	$(BIN)/pip install -q --no-deps --no-build-isolation --editable .
	$(BIN)/python -c 'import PySide6.QtWidgets' 2>/dev/null || debian $(QT_LIBRARIES)
	$(BIN)/python -c 'import PySide6.QtWidgets'
	touch $@
	say "ready: $(BIN)/metdesk"

run: install  ## open the program; with no display, run the demo
	@$(FUNCTIONS)
	if ! has_screen; then
	    say "there is no display here, so the main job runs off screen"
	    exec $(MAKE) --no-print-directory demo
	fi
	opens='from PySide6.QtWidgets import QApplication; QApplication([])'
	$(BIN)/python -c "$$opens" >/dev/null 2>&1 || debian $(SCREEN_LIBRARIES)
	$(BIN)/metdesk $(ARGS)

demo: install  ## the main job on the sample trust, off screen, into build/demo/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m metdesk.demo --out build/demo $(ARGS)

# One process more than the two cores it is made for: a test often waits for the disk, or for a process of its own.
test: install  ## the whole suite; ARGS="-k accounts" narrows it
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 3 --ignore=tests/bench --ignore=tests/storm $(ARGS)

screens: install  ## pictures of every tab and dialog, into build/screens/
	@for size in 1366x768 1920x1080; do
	    QT_QPA_PLATFORM=offscreen $(BIN)/metdesk screens --out build/screens/light-$$size --size $$size
	    QT_QPA_PLATFORM=offscreen $(BIN)/metdesk screens --out build/screens/dark-$$size --size $$size --dark
	done

bench: install  ## time the program against the bare libraries
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 tests/bench $(ARGS)

storm: install  ## kill, flip and starve a register some thousand times: about 25 minutes
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 tests/storm $(ARGS)

installer: install  ## what people install, for this system, into dist/
	@$(FUNCTIONS)
	# PyInstaller wants objdump, and Python as a shared library, which Debian keeps in a package of its own
	library='import sysconfig as s; print(s.get_config_var("LIBDIR") + "/" + s.get_config_var("INSTSONAME"))'
	if [ "$$(uname -s)" = Linux ] && { ! command -v objdump >/dev/null || [ ! -e "$$($(BIN)/python -c "$$library")" ]; }; then
	    debian binutils "$$($(BIN)/python -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
	fi
	$(BIN)/python build_installer.py $(ARGS)

lock: install  ## choose the newest versions the ranges in pyproject.toml allow
	@$(BIN)/python -m uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate pyproject.toml \
	    --group test --group bench --group build -o requirements.lock

clean:  ## remove what was built; .venv/ stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -r {} +
