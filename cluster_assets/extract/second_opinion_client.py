"""One question to an OpenAI-compatible endpoint, with every limit that a stranger needs."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx

from cluster_assets.extract.second_opinion import Endpoint, EndpointError

#: Longest answer that is read, in bytes.
MAX_ANSWER_BYTES = 256_000
#: Longest wait for one read, and for the whole answer, in seconds.
READ_SECONDS = 20.0
TOTAL_SECONDS = 60.0


def complete(
    endpoint: Endpoint,
    instructions: str,
    article: str,
    *,
    read_seconds: float = READ_SECONDS,
    total_seconds: float = TOTAL_SECONDS,
) -> str:
    """The model's answer as text.

    Redirects are not followed, compressed answers are refused, and the answer is cut off at
    :data:`MAX_ANSWER_BYTES` and ``total_seconds``. Raises :class:`EndpointError`, whose
    message names the kind of failure only.
    """
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": article},
        ],
    }
    headers = {"Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        with (
            httpx.Client(timeout=read_seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", f"{endpoint.url}/chat/completions", json=body, headers=headers
            ) as response,
        ):
            if response.status_code != 200:
                raise EndpointError(f"the endpoint answered {response.status_code}")
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise EndpointError("the answer is compressed")
            return _content(_read(response, time.monotonic() + total_seconds))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        # Only the type: messages and tracebacks may show the request with its key.
        raise EndpointError(f"no answer: {type(error).__name__}") from None


def _read(response: httpx.Response, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in response.iter_raw():
        size += len(chunk)
        if size > MAX_ANSWER_BYTES:
            raise EndpointError("the answer is too long")
        if time.monotonic() > deadline:
            raise EndpointError("the answer takes too long")
        parts.append(chunk)
    return b"".join(parts)


def _content(raw: bytes) -> str:
    """The text of the first choice of a chat completion."""
    try:
        answer: Any = json.loads(raw)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        raise EndpointError("the answer is no chat completion") from None
    if not isinstance(content, str):
        raise EndpointError("the answer is no chat completion")
    return content
