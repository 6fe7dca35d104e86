"""A server that says it is an old PostgreSQL: as much of the protocol as a client needs to hear it.

A real one cannot be had next to the supported ones, and the version is all that matters here.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


def _parameter(name: str, value: str) -> bytes:
    return _message(b"S", f"{name}\0{value}\0".encode())


def _welcome(version: str) -> bytes:
    return (
        _message(b"R", struct.pack("!i", 0))
        + _parameter("server_version", version)
        + _parameter("server_encoding", "UTF8")
        + _parameter("client_encoding", "UTF8")
        + _parameter("standard_conforming_strings", "on")
        + _message(b"K", struct.pack("!ii", 1, 1))
        + _message(b"Z", b"I")
    )


@contextmanager
def server_of_version(version: str) -> Iterator[str]:
    """Give the address of a server that lets everybody in and names this version."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            with client:
                client.recv(10_000)
                client.sendall(_welcome(version))
                client.recv(10_000)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        yield f"postgresql://jds@127.0.0.1:{port}/register?sslmode=disable&gssencmode=disable"
        thread.join()
