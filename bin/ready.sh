# Read by the scripts beside it: gets uv and the Python environment ready, without network when nothing changed.
# Everything lands in .tools and .venv inside the clone. Index settings of uv and pip are respected.

UV_VERSION=0.13.9
export NPM_CONFIG_UPDATE_NOTIFIER=false

fail() {
    echo "$1" >&2
    exit 1
}

python_of_the_machine() {
    for candidate in python3.11 python3.12 python3.13 python3 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or later is needed. On Debian: apt-get install python3"
}

good_uv() {
    "$1" --version 2>/dev/null | awk '{ split($2, part, "."); good = part[1] > 0 || part[2] >= 8 } END { exit !good }'
}

get_uv() {
    if good_uv .tools/uv; then
        uv=$PWD/.tools/uv
        return
    fi
    if good_uv uv; then
        uv=$(command -v uv)
        return
    fi
    echo "Getting uv $UV_VERSION, which installs the rest …"
    mkdir -p .tools
    if "$python" -m pip --version >/dev/null 2>&1 &&
        "$python" -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .tools/pip "uv==$UV_VERSION" 2>.tools/pip.log; then
        cp .tools/pip/bin/uv .tools/uv
        rm -rf .tools/pip
    else
        "$python" bin/fetch_uv.py "$UV_VERSION" .tools/uv || fail "uv could not be fetched. Install it yourself (https://docs.astral.sh/uv) or check the network."
    fi
    uv=$PWD/.tools/uv
    good_uv "$uv" || fail "The uv that was fetched does not run on this machine."
}

# ready STAMP ARGUMENT…: an environment with what `uv sync` installs for these arguments. STAMP tells them apart.
ready() {
    stamp=.venv/.ready-$1
    shift
    [ -w . ] || fail "This folder belongs to somebody else. Run the script as its owner, or make a clone of your own."
    wanted=$(cat uv.lock pyproject.toml bin/ready.sh | sha256sum)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    python=$(python_of_the_machine)
    get_uv
    [ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/.tools/cache}"
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
    export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}"
    # Of two environments for one clone only the project's own counts.
    unset VIRTUAL_ENV
    echo "Installing Python packages …"
    if [ -x .venv/bin/python ] && ! .venv/bin/python -c '' 2>/dev/null; then
        rm -rf .venv
    fi
    [ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        "$uv" sync --quiet --frozen --inexact --python .venv/bin/python "$@"
    else
        # The lock names PyPI's own addresses. From another index the same files are taken by name and hash.
        "$uv" export --quiet --frozen --no-emit-project --output-file .tools/requirements.txt "$@"
        "$uv" pip install --quiet --python .venv/bin/python --require-hashes -r .tools/requirements.txt
        "$uv" pip install --quiet --python .venv/bin/python --no-deps --editable .
    fi
    echo "$wanted" >"$stamp"
}
