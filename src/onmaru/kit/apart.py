"""Hard thinking in a process of its own, which takes a tenth of the processor where others want it as well.

In a thread of the worker it would hold up the jobs beside it. What goes in and out is JSON over pipes; the process has no Django and no
database. It ends with its parent: the pipe it is asked by stays open as long as anybody waits for the answer.
"""

import json
import os
import subprocess
import sys
import threading
from importlib import import_module
from typing import Any

from onmaru.kit.yielding import give_way

NICE = 10


class Failed(Exception):
    """The process ended without an answer; it said why on the error stream that it shares with its parent."""


def apart(module: str, name: str, **arguments: Any) -> Any:
    """What that function answers. Raises Failed."""
    asked = json.dumps({"module": module, "name": name, "arguments": arguments})
    command = [sys.executable, "-m", "onmaru.kit.apart"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin and process.stdout
        try:
            process.stdin.write(asked.encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.read()
        except BrokenPipeError:
            answer = b""
        finally:
            process.kill()
    if not answer:
        raise Failed(f"{module}.{name} ended without an answer")
    return json.loads(answer)


def main() -> None:
    give_way(NICE)
    # Libraries may print: only the answer goes to who asked.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    function = getattr(import_module(asked["module"]), asked["name"])
    answers.write(json.dumps(function(**asked["arguments"])).encode())
    answers.close()


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
