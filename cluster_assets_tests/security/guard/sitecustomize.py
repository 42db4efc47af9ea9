"""Loaded by every Python process below the test: whatever reaches for the network is refused.

The attempt is noted in the file that ``NETWORK_GUARD`` names. Sockets between processes of this
machine (AF_UNIX) are no network.
"""

import os
import socket
import sys
import traceback

_WATCHED = ("socket.connect", "socket.sendto", "socket.sendmsg")
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def _refuse(event, arguments):
    if event in _WATCHED:
        if getattr(arguments[0], "family", None) == socket.AF_UNIX:
            return
    elif event not in _NAMES:
        return
    with open(os.environ["NETWORK_GUARD"], "a", encoding="utf-8") as seen:  # noqa: PTH123
        seen.write(f"{event} {arguments[1:] if event in _WATCHED else arguments}\n")
        seen.write("".join(traceback.format_stack(limit=12)))
    raise OSError(f"the network is off: {event}")


if os.environ.get("NETWORK_GUARD"):
    sys.addaudithook(_refuse)
