"""An SMTP server that answers as it is told, and knows exactly which mails it took."""

import socket
import threading
from dataclasses import dataclass, field


@dataclass
class ScriptedSmtp:
    """`answers` is by command ("RCPT TO:<a@b>", "MAIL", "DATA", "." for the final dot); "close" hangs up, "silence" says nothing."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    sessions: int = 0
    commands: list[str] = field(default_factory=list)

    def __enter__(self) -> "ScriptedSmtp":
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        for connection in self._open:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.sessions += 1
            self._open.append(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rwb") as lines:
                self._serve(lines)
        except (OSError, ValueError):
            return

    def _serve(self, lines: object) -> None:
        read, write = lines.readline, lines.write  # pyright: ignore[reportAttributeAccessIssue]

        def say(key: str, usual: str) -> bool:
            answer = next((told for start, told in self.answers.items() if key.upper().startswith(start.upper())), usual)
            if answer == "silence":
                return True
            if answer == "close":
                raise ConnectionError
            write(answer.encode() + b"\r\n")
            lines.flush()  # pyright: ignore[reportAttributeAccessIssue]
            return answer[0] in "23"

        sender, recipients = "", []
        if not say("greeting", "220 scripted"):
            return
        while line := read().decode().strip():
            self.commands.append(line)
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "EHLO":
                write(b"250-scripted\r\n250-SIZE 1000000\r\n250 AUTH PLAIN\r\n")
                lines.flush()  # pyright: ignore[reportAttributeAccessIssue]
            elif verb == "MAIL":
                sender, recipients = line, []
                say(line, "250 ok")
            elif verb == "RCPT":
                if say(line, "250 ok"):
                    recipients.append(line[len("RCPT TO:<") : -1])
            elif verb == "DATA":
                if not say("DATA", "354 go on"):
                    continue
                content = b""
                while (piece := read()) not in (b".\r\n", b""):
                    content += piece[1:] if piece.startswith(b".") else piece
                if not piece:
                    return
                answer = self.answers.get(".", "250 ok")
                if answer[0] == "2" or answer in {"close", "silence"}:
                    self.taken.append((sender, recipients, content))
                say(".", "250 ok")
            elif verb == "QUIT":
                say("QUIT", "221 bye")
                return
            else:
                say(line, "235 in" if verb == "AUTH" else "250 ok")
