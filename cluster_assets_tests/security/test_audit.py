"""The audit of dependencies: what it says of a bad one, an ignored one, and of no answer at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cluster_assets_tests.security.audit import audit, locked_requirements, read_ignored

BAD = "GHSA-test-test-0001"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """A database that knows of one vulnerability, of jinja2 3.1.0."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = {}
            if (asked["package"]["name"], asked["version"]) == ("jinja2", "3.1.0"):
                ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.2"}]}]
                package = {"name": "jinja2", "ecosystem": "PyPI"}
                affected = [{"package": package, "ranges": ranges}]
                told = {"id": BAD, "summary": "Escapes.", "details": "Escapes.", "aliases": []}
                found = {"vulns": [{**told, "affected": affected}]}
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def test_known_vulnerability_fails_with_the_release_that_mends_it(service: str) -> None:
    code, said = audit("jinja2==3.1.0\nlxml==6.0.0\n", [], service)
    assert code == 1
    assert f"jinja2 3.1.0: {BAD}, mended in 3.2" in said
    assert "lxml" not in said


def test_ignored_vulnerability_passes(service: str) -> None:
    code, said = audit("jinja2==3.1.0\n", [BAD], service)
    assert (code, said.startswith("1 dependencies, none with a vulnerability")) == (0, True), said


def test_service_that_does_not_answer_is_said_and_fails_nothing() -> None:
    code, said = audit("jinja2==3.1.0\n", [], "http://127.0.0.1:9/v1/query")
    assert code == 0
    assert said.startswith("NOT AUDITED: http://127.0.0.1:9/v1/query cannot be reached")


def test_broken_list_of_dependencies_is_a_failure(service: str) -> None:
    assert audit("no requirement at all\n", [], service)[0] == 1


def test_all_locked_dependencies_are_asked_for() -> None:
    listed = locked_requirements()
    assert len(listed.split("==")) > 100
    assert {"dagster==", "psycopg2-binary==", "pytest==", "newspaper4k=="} <= {
        line.partition("==")[0] + "==" for line in listed.splitlines()
    }


def test_what_is_ignored_has_a_reason(tmp_path: Path) -> None:
    read_ignored()
    bad = tmp_path / "ignored.toml"
    bad.write_text('[ignored]\n"GHSA-1" = "no"\n')
    with pytest.raises(ValueError, match="GHSA-1 does not concern us"):
        read_ignored(bad)
