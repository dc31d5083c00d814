"""Fetches uv with nothing but Python's standard library: for machines without pip. `fetch_uv.py VERSION TARGET`"""

import hashlib
import io
import os
import platform
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

WHEELS = {
    ("0.13.9", "x86_64"): (
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("0.13.9", "aarch64"): (
        "uv-0.13.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
}


def main(version: str, target: Path) -> None:
    if (version, platform.machine()) not in WHEELS:
        sys.exit(f"There is no known uv {version} for {platform.machine()}; install uv yourself.")
    name, sha256 = WHEELS[version, platform.machine()]
    index = (os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple").rstrip("/")
    page = f"{index}/uv/"
    link = re.search(rf'href="([^"#]*{re.escape(name)})', read(page).decode())
    if not link:
        sys.exit(f"{page} does not have {name}.")
    wheel = read(urllib.parse.urljoin(page, link.group(1)))
    if hashlib.sha256(wheel).hexdigest() != sha256:
        sys.exit(f"{name} from {page} is not the file we know.")
    program = zipfile.ZipFile(io.BytesIO(wheel)).read(f"uv-{version}.data/scripts/uv")
    fresh = target.with_suffix(".new")
    fresh.write_bytes(program)
    fresh.chmod(0o755)
    fresh.rename(target)


def read(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()
    except urllib.error.URLError as error:
        if not isinstance(error.reason, ssl.SSLCertVerificationError):
            sys.exit(f"{address}: {error.reason}")
    # A bare machine knows no certificate authorities. The hash above says whether it is the right file, whoever sent it.
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    with urllib.request.urlopen(address, timeout=60, context=unverified) as answer:
        return answer.read()


main(sys.argv[1], Path(sys.argv[2]))
