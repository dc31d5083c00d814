"""A private Postfix: takes mail for any `.example` address, hands it to Dovecot, and bounces what it is told to."""

from __future__ import annotations

import grp
import os
import pwd
import re
import subprocess
from collections import Counter
from pathlib import Path

from dev.mailhost.dovecot import Dovecot
from dev.mailhost.process import ServerProcess, free_ports
from dev.mailhost.unavailable import MailHostUnavailable, program

_MAIN = """
compatibility_level = 3.6
config_directory = {home}/etc
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.haru.example
mynetworks =
mydestination =
alias_maps =
local_recipient_maps =
disable_dns_lookups = yes
smtpd_peername_lookup = no
biff = no
enable_long_queue_ids = yes
in_flow_delay = 0
message_size_limit = 104857600
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 10000
smtpd_client_connection_count_limit = 0
minimal_backoff_time = 2s
queue_run_delay = 2s
recipient_delimiter = +

# A mail is delivered as it came: without these, one from loopback is given a Message-ID, a Date and a From it lacked.
local_header_rewrite_clients =
smtputf8_enable = yes

# Whatever is not ours to keep is refused, and could find no way off this machine if it were not.
smtpd_relay_restrictions = reject_unauth_destination
default_transport = error:5.7.1 Mail does not leave this machine
relay_transport = error:5.7.1 Mail does not leave this machine

virtual_mailbox_domains = regexp:{home}/etc/domains
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
lmtp_destination_recipient_limit = 1
smtpd_recipient_restrictions = check_recipient_access hash:{home}/tables/refused

smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
"""

_MASTER = """
127.0.0.1:{smtp}       inet n - n - - smtpd
127.0.0.1:{submission} inet n - n - - smtpd {authenticated} -o smtpd_tls_security_level=may
127.0.0.1:{smtps}      inet n - n - - smtpd {authenticated} -o smtpd_tls_wrappermode=yes
pickup    unix  n - n 60    1 pickup
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
verify    unix  - - n -     1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -     - proxymap
showq     unix  n - n -     - showq
error     unix  - - n -     - error
retry     unix  - - n -     - error
lmtp      unix  - - n -     - lmtp flags=DO
scache    unix  - - n -     1 scache
anvil     unix  - - n -     1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""

_AUTHENTICATED = "-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject"

_QUEUE = {
    "active bounce corrupt defer deferred flush hold incoming private saved trace": (0o700, None),
    "maildrop": (0o730, "postdrop"),
    "public": (0o710, "postdrop"),
    "pid": (0o755, "root"),
}


# The master changes users as it starts, which makes the kernel forget to end it with us; its shell remembers.
_KEEPER = ("sh", "-c", """trap 'kill -KILL 0' TERM; "$@" & wait""", "postfix")

_LONG_AGO = 1_000_000_000


class Postfix:
    kind = "postfix"

    def __init__(self, home: Path, dovecot: Dovecot) -> None:
        self._master = program("master", "postfix")
        self._postmap = program("postmap", "postfix")
        if os.getuid() != 0:
            raise MailHostUnavailable("postfix starts only as root")
        self.home = home
        self.log = home / "postfix.log"
        self.smtp_port, self.submission_port, self.smtps_port = free_ports(3)
        self._dovecot = dovecot
        self._table_time = _LONG_AGO
        self._process: ServerProcess | None = None
        self._make_folders()

    def start(self) -> None:
        etc = self.home / "etc"
        _write_as_old(
            etc / "main.cf",
            _MAIN.format(home=self.home, certificate=self._dovecot.certificate, key=self._dovecot.key, **vars(self._dovecot.ports)),
        )
        _write_as_old(
            etc / "master.cf",
            _MASTER.format(smtp=self.smtp_port, submission=self.submission_port, smtps=self.smtps_port, authenticated=_AUTHENTICATED),
        )
        _write_as_old(etc / "domains", r"/(^|\.)example$/ all" + "\n")
        self._process = ServerProcess([*_KEEPER, self._master, "-c", str(etc), "-d"], log=self.log)
        self._process.wait_listening(self.smtp_port)

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop(politely=False)

    def refuse(self, replies: dict[str, str]) -> None:
        """Say these replies to these recipients from the next connection on."""
        table = self.home / "tables" / "refused"
        _write_as_old(table, "".join(f"{recipient} {reply}\n" for recipient, reply in replies.items()))
        subprocess.run([self._postmap, "-c", str(table.parent), f"hash:{table}"], check=True)
        # The server knows a new table by the whole second of its time alone, so that is ours to say.
        self._table_time += 1
        os.utime(table.with_suffix(".db"), (self._table_time, self._table_time))

    def accepted(self) -> Counter[str]:
        """Message-IDs of the mails taken from clients (not our own bounces), by how often."""
        log = self.log.read_text(errors="replace")
        from_clients = set(re.findall(r"smtpd\[\d+\]: (\w+): client=", log))
        queued = set(re.findall(r"qmgr\[\d+\]: (\w+): from=.*queue active", log))
        ids = dict(re.findall(r"cleanup\[\d+\]: (\w+): message-id=(.*)", log))
        return Counter(ids.get(queue_id, "").strip() for queue_id in from_clients & queued)

    def _make_folders(self) -> None:
        owner = pwd.getpwnam("postfix").pw_uid
        for name in ("etc", "queue", "data", "tables"):
            (self.home / name).mkdir()
        # postmap has a configuration of its own, because with the server's it would look for the log daemon.
        _write_as_old(self.home / "tables" / "main.cf", "compatibility_level = 3.6\n")
        os.chown(self.home / "data", owner, -1)
        for names, (mode, group) in _QUEUE.items():
            for name in names.split():
                folder = self.home / "queue" / name
                folder.mkdir()
                if group != "root":
                    os.chown(folder, owner, grp.getgrnam(group).gr_gid if group else -1)
                folder.chmod(mode)


def _write_as_old(path: Path, content: str) -> None:
    """Postfix sits out the second in which a file was written, lest it read half of it: 5 s of a start."""
    path.write_text(content)
    os.utime(path, (_LONG_AGO, _LONG_AGO))
