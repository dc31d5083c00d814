"""The real front (Granian, the stream, Django in threads) inside the test process."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served() -> Iterator[str]:
    """Serve until left; gives the address."""
    from granian.constants import Interfaces
    from granian.server.embed import Server

    from onmaru.config.asgi import Front

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    stops: list[tuple[asyncio.AbstractEventLoop, Server]] = []
    ready = threading.Event()

    async def serve() -> None:
        server = Server(Front(), address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False)
        stops.append((asyncio.get_running_loop(), server))
        ready.set()
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="front")
    thread.start()
    ready.wait()
    _until_it_answers(port)
    try:
        yield f"http://localhost:{port}"
    finally:
        loop, server = stops[0]
        loop.call_soon_threadsafe(server.stop)
        thread.join(90)
        assert not thread.is_alive(), "the front did not stop"


def _until_it_answers(port: int) -> None:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/stream")
            connection.getresponse().read()
        except ConnectionError:
            threading.Event().wait(0.05)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError("the front does not answer")
