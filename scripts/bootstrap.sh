#!/bin/sh
# Makes .venv from the lock on a machine that has only git, make and Python.
#
# Only wheels whose digest stands in requirements/dev.txt are installed; nothing is compiled and
# nothing is fetched outside that lock. Where packages come from (index, proxy, local folder) is
# what the user configured for pip or uv; this script names no host. A second run does nothing
# while the lock is unchanged.
#
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

LOCK=requirements/dev.txt
VENV=.venv
MARK=$VENV/.jds-lock

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "jds setup: $1"
    shift
    for line in "$@"; do say "  $line"; done
    exit 1
}

# Python 3.15 and later are left out until every locked package publishes wheels for them.
is_suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        found=$(command -v "$name" 2>/dev/null) || continue
        if is_suitable "$found"; then
            printf '%s\n' "$found"
            return 0
        fi
    done
    return 1
}

# The folder counts too: a moved environment does not work, its scripts name their interpreter.
fingerprint() {
    {
        pwd
        cat "$LOCK"
    } | cksum
}

is_current() {
    [ -f "$MARK" ] && [ "$(cat "$MARK")" = "$(fingerprint)" ] && "$VENV/bin/python" -c '' 2>/dev/null
}

has_pip() { "$VENV/bin/python" -m pip --version >/dev/null 2>&1; }

make_plain() {
    rm -rf "$VENV"
    "$python" -m venv "$VENV" >/dev/null 2>&1 && has_pip
}

make_by_virtualenv() {
    rm -rf "$VENV"
    if "$python" -m virtualenv --version >/dev/null 2>&1; then
        "$python" -m virtualenv --quiet "$VENV" && has_pip
    elif command -v virtualenv >/dev/null 2>&1; then
        virtualenv --quiet --python "$python" "$VENV" && has_pip
    else
        return 1
    fi
}

# pip of the system can install into an environment that has none (pip 22.3 and later).
make_for_system_pip() {
    rm -rf "$VENV"
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    "$python" -m venv --without-pip "$VENV" || return 1
    "$python" -m pip --python "$VENV/bin/python" --version >/dev/null 2>&1
}

make_for_uv() {
    rm -rf "$VENV"
    command -v uv >/dev/null 2>&1 || return 1
    "$python" -m venv --without-pip "$VENV"
}

# Debian and Ubuntu ship venv apart; root may put it right, and the user is told.
make_after_apt() {
    [ "$(id -u)" = 0 ] || return 1
    command -v apt-get >/dev/null 2>&1 || return 1
    say "This Python cannot make a virtual environment with pip; installing [$venv_package] with apt-get."
    apt_install || { apt-get update -qq >&2 && apt_install; } || return 1
    make_plain
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "$venv_package" >/dev/null 2>&1
}

# Leaves in `installer` how packages get into the new environment.
make_environment() {
    if make_plain || make_by_virtualenv; then
        installer=own_pip
    elif make_for_system_pip; then
        installer=system_pip
    elif make_for_uv; then
        installer=uv
    elif make_after_apt; then
        installer=own_pip
    else
        rm -rf "$VENV"
        fail "[$python] cannot make a virtual environment (its venv or ensurepip module is missing)." \
            "Install one of these and run the same command again:" \
            "  Debian, Ubuntu:  apt-get install $venv_package" \
            "  anywhere:        uv, or virtualenv"
    fi
}

install() {
    case $installer in
    own_pip) "$VENV/bin/python" -m pip --disable-pip-version-check install -qq "$@" ;;
    system_pip)
        "$python" -m pip --disable-pip-version-check --python "$VENV/bin/python" install -qq "$@"
        ;;
    uv) uv pip install --quiet --python "$VENV/bin/python" "$@" ;;
    esac
}

if is_current; then
    exit 0
fi

[ -f "$LOCK" ] || fail "[$LOCK] is missing; the checkout is not complete."
python=$(find_python) || fail "no suitable Python found (looked for ${PYTHON:-python3, python3.11 to python3.14})." \
    "Install CPython 3.11, 3.12, 3.13 or 3.14, or name one: make setup PYTHON=/path/to/python3.12"
venv_package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')

say "Setting up .venv with $("$python" -V) ..."
make_environment

started=$(date +%s)
install --require-hashes --only-binary :all: -r "$LOCK" ||
    fail "the locked packages could not be installed; see above." \
        "Without a network, point pip at a folder of wheels: PIP_NO_INDEX=1 PIP_FIND_LINKS=/folder make setup"
say "packages ready in $(($(date +%s) - started)) s"

# The backend is in the lock and already here: no isolation means nothing more is fetched.
install --no-deps --no-build-isolation --editable . ||
    fail "the project itself could not be installed; see above."

fingerprint >"$MARK"
say "Ready: .venv/bin/jds"
