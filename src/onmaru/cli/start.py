"""`onmaru start`: the supervisor. Database, then migrations, then web and worker, until Ctrl-C; what dies is started again.

It knows nothing of Django, so that it stays small, quick and unlikely to die itself.
"""

import argparse
import http.client
import os
import socket
import sys
import time

from onmaru.cli import demo, prepared
from onmaru.cli.supervisor import Child, Supervisor
from onmaru.config import environment
from onmaru.kit import embedded

FIRST_ANSWER = 60.0


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="fill the demo shop on the first start")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for every network (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="web processes (default: 1)")
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time (default: 4)")


def run(arguments: argparse.Namespace) -> int:
    if problem := _port_problem(arguments.host, arguments.port):
        print(problem, file=sys.stderr)
        return 1
    shop = demo.world() if arguments.demo else None
    if arguments.demo and shop is None:
        return 1
    os.environ.setdefault("ONMARU_URL", f"http://localhost:{arguments.port}")
    # Each thread of glibc otherwise keeps an arena of its own, tens of megabytes that are never given back.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    with Supervisor() as supervisor:
        url = environment.text("DATABASE_URL") or embedded.url(environment.data_folder() / "postgres")
        if not prepared.is_current(url, arguments.demo):
            if status := supervisor.do("migrate", *(["--demo"] if arguments.demo else [])):
                return status
            prepared.remember(url, arguments.demo)
        address = [f"--host={arguments.host}", f"--port={arguments.port}"]
        supervisor.keep(Child("web", ["serve", *address, f"--workers={arguments.workers}"]))
        # The others wait until the web answers: they would only compete with it for the processor.
        answers = _answers(supervisor, arguments.host, arguments.port)
        supervisor.keep(Child("worker", ["worker", f"--concurrency={arguments.concurrency}"]))
        if shop:
            supervisor.keep(Child("post", ["demo", "--post"]))
        if answers:
            print(f"\n온마루가 열렸습니다 → {os.environ['ONMARU_URL']}", flush=True)
            if shop:
                print(shop.sign_in(), flush=True)
            elif not prepared.is_set_up(url):
                print(f"처음이시군요. 여기에서 쇼핑몰을 여세요 → {_setup_address()}", flush=True)
            print("끝내려면 Ctrl-C를 누르세요.\n", flush=True)
        supervisor.watch()
    return 0


def _setup_address() -> str:
    return f"{os.environ['ONMARU_URL'].rstrip('/')}/setup/?token={environment.setup_token()}"


def _port_problem(host: str, port: int) -> str:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"{port}번 포트를 쓸 수 없습니다 ({error.strerror}). 다른 포트를 고르세요: bin/start --port {port + 1}"
    return ""


def _answers(supervisor: Supervisor, host: str, port: int) -> bool:
    deadline = time.monotonic() + FIRST_ANSWER
    while time.monotonic() < deadline and not supervisor.stopping.is_set():
        connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
        try:
            connection.request("GET", "/stream")
            connection.getresponse()
            return True
        except OSError:
            supervisor.stopping.wait(0.1)
        finally:
            connection.close()
    return False
