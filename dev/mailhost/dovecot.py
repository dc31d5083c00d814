"""A private Dovecot: IMAP with and without TLS, LMTP, and SASL for the submission port."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from dev.mailhost.certificate import write_certificate
from dev.mailhost.process import ServerProcess, free_ports
from dev.mailhost.unavailable import program

# Without root there is only one user to be; with root, mail belongs to an owner who can do nothing else.
_RUNNING_AS_USER = """
default_internal_user = {me}
default_internal_group = {my_group}
default_login_user = {me}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""

_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
{privileges}
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 1000
imap_idle_notify_interval = 30 secs
shutdown_clients = yes
default_vsz_limit = 1 G
mail_plugins = $mail_plugins quota
plugin {{
  quota = maildir:Size
}}

passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/passwords/%Lu
}}
# Who has a file here has a mailbox too small for any mail, so what was accepted for them comes back.
userdb {{
  driver = passwd-file
  args = {home}/full/%Lu
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={home}/mail/%Ld/%Ln allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap_plain}
  }}
  inet_listener imaps {{
    port = {imap}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


@dataclass(frozen=True)
class DovecotPorts:
    imap: int
    imap_plain: int
    lmtp: int
    auth: int


class Dovecot:
    def __init__(self, home: Path) -> None:
        self._dovecot = program("dovecot", "dovecot-imapd")
        self._doveadm = program("doveadm", "dovecot-core")
        self.home = home
        self.certificate = home / "certificate.pem"
        self.key = home / "key.pem"
        self.ports = DovecotPorts(*free_ports(4))
        self._configuration = home / "dovecot.conf"
        self._passwords: dict[str, str] = {}
        self._process: ServerProcess | None = None
        for name in ("mail", "passwords", "full"):
            (home / name).mkdir()

    def start(self) -> None:
        owner, owner_group = _owner()
        os.chown(self.home / "mail", *_owner_ids())
        write_certificate(self.certificate, self.key)
        privileges = "" if os.getuid() == 0 else _RUNNING_AS_USER.format(me=owner, my_group=owner_group)
        self._configuration.write_text(
            _CONFIGURATION.format(home=self.home, privileges=privileges, owner=owner, owner_group=owner_group, **vars(self.ports))
        )
        self._process = ServerProcess([self._dovecot, "-F", "-c", str(self._configuration)], log=self.home / "dovecot.log")
        self._process.wait_listening(self.ports.imap, self.ports.lmtp)

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()

    def set_password(self, address: str, password: str) -> None:
        self._passwords[address.lower()] = password
        _write_row(self.home / "passwords" / address.lower(), f"{{PLAIN}}{password}")

    def set_full(self, addresses: set[str]) -> None:
        """These mailboxes take no mail at all."""
        owner, group = _owner_ids()
        for known in (self.home / "full").iterdir():
            if known.name not in addresses:
                known.unlink()
        for address in addresses:
            home = self.maildir(address).parent
            _write_row(self.home / "full" / address, f":{owner}:{group}::{home}::userdb_quota_rule=*:bytes=1")
        if self._process is not None:
            # Dovecot looks at a file it knows once a second, by the second of the clock.
            time.sleep(1.02 - time.time() % 1)

    def password(self, address: str) -> str | None:
        return self._passwords.get(address.lower())

    def maildir(self, address: str) -> Path:
        """Where mail to an address is kept; a plus part shares the mailbox of the name before it."""
        name, _, domain = address.lower().rpartition("@")
        return self.home / "mail" / domain / name.partition("+")[0] / "Maildir"

    def restart_uidvalidity(self, address: str, folder: str) -> int:
        current = int(self._admin("-f", "flow", "mailbox", "status", "-u", address, "uidvalidity", folder).rpartition("=")[2])
        self._admin("mailbox", "update", "-u", address, "--uid-validity", str(current + 1), folder)
        return current + 1

    def _admin(self, *arguments: str) -> str:
        command = [self._doveadm, "-c", str(self._configuration), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _owner() -> tuple[str, str]:
    if os.getuid() == 0:
        return "nobody", "nogroup"
    return getpass.getuser(), grp.getgrgid(os.getgid()).gr_name


def _owner_ids() -> tuple[int, int]:
    owner, group = _owner()
    return pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid


def _write_row(path: Path, row: str) -> None:
    """One file an address, moved into place, so that a look-up meanwhile never reads half of it."""
    fresh = path.with_name(f".{path.name}")
    fresh.write_text(f"{path.name}:{row}\n")
    fresh.chmod(0o644)
    fresh.replace(path)
