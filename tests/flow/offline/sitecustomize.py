"""Refuse every connection that leaves this machine, in every Python process, and write down who asked."""

import os
import socket

_connect = socket.socket.connect
_resolve = socket.getaddrinfo
LOOPBACK = ("127.", "::1", "localhost")


def _refuse(asked):
    with open(os.environ["CONNECTIONS_ASKED"], "a") as file:  # noqa: PTH123 - pathlib may not be loaded yet
        file.write(f"{asked}\n")
    raise ConnectionRefusedError(asked)


def connect(self, address):
    """Connect within this machine only."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
        _refuse(address)
    return _connect(self, address)


def resolve(host, *args, **kwargs):
    """Resolve names of this machine only."""
    if host and not str(host).startswith(LOOPBACK):
        _refuse(host)
    return _resolve(host, *args, **kwargs)


socket.socket.connect = connect
socket.getaddrinfo = resolve
