#!/bin/sh
# Writes the locks anew: every package with the digest of every file it is published as, so that
# one lock serves each Python and platform. Needs uv.
set -eu
cd "$(dirname "$0")/.."

lock() {
    target=$1
    shift
    uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header \
        --no-emit-index-url --no-emit-find-links "$@" --output-file "$target" pyproject.toml
}

lock requirements/runtime.txt "$@"
lock requirements/linkage.txt --constraint requirements/runtime.txt --extra linkage "$@"
lock requirements/dev.txt --constraint requirements/runtime.txt --group dev "$@"
