"""Follows /live as the contract describes it, with nothing but Python's standard library: no code of ours, nor of socket.io.

usage: independent_client.py ORIGIN ELECTION SNAPSHOTS
Prints one JSON line a snapshot: its number, its total, and the districts' registered electors from areas.json at its revision.
"""

import base64
import http.client
import json
import os
import socket
import struct
import sys
from urllib.parse import urlsplit


def open_socket(origin, election):
    where = urlsplit(origin)
    connection = socket.create_connection((where.hostname, where.port), timeout=30)
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall(
        (
            f"GET /socket.io/?EIO=4&transport=websocket&election={election} HTTP/1.1\r\n"
            f"Host: {where.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    stream = connection.makefile("rb")
    status = stream.readline().decode()
    if " 101 " not in status:
        raise SystemExit(f"no websocket: {status}")
    while stream.readline() != b"\r\n":
        pass
    return connection, stream


def read_message(stream):
    text = b""
    while True:
        first, second = stream.read(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack(">H", stream.read(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", stream.read(8))
        text += stream.read(length)
        if first & 0x80:
            return text.decode()


def send_message(connection, text):
    body = text.encode()
    mask = os.urandom(4)
    masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(body))
    connection.sendall(bytes([0x81, 0x80 | len(body)]) + mask + masked)


def registered_at(origin, election, revision, cache={}):
    if revision not in cache:
        where = urlsplit(origin)
        request = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        request.request("GET", f"/api/v1/elections/{election}/areas.json?revision={revision}")
        areas = json.load(request.getresponse())["areas"]
        cache[revision] = areas
    return cache[revision]


def main(origin, election, wanted):
    connection, stream = open_socket(origin, election)
    seen = 0
    while seen < wanted:
        message = read_message(stream)
        if message.startswith("0"):  # Engine.IO open: join the namespace
            send_message(connection, "40/live,")
        elif message == "2":  # ping
            send_message(connection, "3")
        elif message.startswith("44/live,"):
            raise SystemExit(f"refused: {message}")
        elif message.startswith("42/live,"):
            event, *payload = json.loads(message[len("42/live,") :])
            if event != "snapshot:taken":
                continue
            snapshot = payload[0]
            areas = snapshot["areas"]
            level = [a for a in registered_at(origin, election, areas["revision"]) if a["level"] == areas["level"]]
            assert len(level) == len(areas["issued"]), "arrays and areas.json disagree"
            print(
                json.dumps(
                    {
                        "number": snapshot["number"],
                        "issued": snapshot["total"]["issued"],
                        "added": sum(areas["issued"]),
                        "registered": sum(sum(a["registered"].values()) for a in level),
                    }
                ),
                flush=True,
            )
            seen += 1


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
