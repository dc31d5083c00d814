"""The real front (Granian, the stream, Django in threads) inside the test process."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
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
    stops: list[Callable[[], object]] = []
    ready = threading.Event()

    async def serve() -> None:
        front, loop = Front(), asyncio.get_running_loop()
        server = Server(front, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False)

        def stop() -> None:
            front.let_go()
            server.stop()

        stops.append(lambda: loop.call_soon_threadsafe(stop))
        ready.set()
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="front")
    thread.start()
    ready.wait()
    until_it_answers(port)
    try:
        yield f"http://localhost:{port}"
    finally:
        stops[0]()
        thread.join(90)
        assert not thread.is_alive(), "the front did not stop"


def until_it_answers(port: int, has_ended: Callable[[], bool] = lambda: False) -> None:
    for _ in range(1200):
        assert not has_ended(), "the web server ended"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
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
