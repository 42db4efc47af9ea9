"""The deployment files: safe by their structure, valid to their own tools where those exist."""

from __future__ import annotations

import configparser
import copy
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cluster_assets import dagster_home
from cluster_assets_tests.conftest import PROJECT

DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("compose_schema.json").read_text())
OURS = ("daemon", "webserver")
# Of 10, as systemd counts what a service could do: ours came to 1.9.
MOST_EXPOSURE = 2.0
DOCS = (PROJECT / "docs/operations.md").read_text("utf-8")


def unit(path: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(path.read_text("utf-8"))
    return parser


def test_both_units_exist() -> None:
    names = [u.name for u in UNITS]
    assert names == ["cluster-assets-daemon.service", "cluster-assets-webserver.service"]


def test_webserver_unit_is_read_only_on_loopback() -> None:
    command = unit(UNITS[1])["Service"]["ExecStart"].split()
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert "--read-only" in command


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_unit_runs_as_a_user_that_can_do_little(path: Path) -> None:
    service = unit(path)["Service"]
    assert service["User"] != "root"
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "CapabilityBoundingSet": ""}
    assert {key: service[key] for key in wanted} == wanted


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_units_are_valid_to_systemd(tmp_path: Path) -> None:
    for path in UNITS:
        text = re.sub(r"(?m)^ExecStart=.*", "ExecStart=/bin/true", path.read_text("utf-8"))
        (tmp_path / path.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_systemd_counts_little_exposure(path: Path) -> None:
    limit = f"--threshold={MOST_EXPOSURE * 10:.0f}"
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", limit, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd cannot judge a file that is not installed")
    assert done.returncode == 0, done.stdout[-200:] + done.stderr


def test_units_start_programs_that_the_project_installs() -> None:
    programs = {unit(path)["Service"]["ExecStart"].split()[0].rpartition("/")[2] for path in UNITS}
    assert programs == {"dagster-daemon", "dagster-webserver"}
    for program in programs:
        assert Path(sys.executable).with_name(program).exists(), program


@pytest.mark.parametrize("program", ["dagster-daemon", "dagster-webserver"])
def test_programs_know_the_options_they_are_started_with(program: str) -> None:
    in_units = [unit(path)["Service"]["ExecStart"].split() for path in UNITS]
    in_compose = [COMPOSE["services"][name]["command"] for name in OURS]
    commands = [c for c in (*in_units, *in_compose) if c[0].endswith(program)]
    assert len(commands) == 2
    sub = ["run"] if program == "dagster-daemon" else []
    done = subprocess.run(
        [str(Path(sys.executable).with_name(program)), *sub, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    given = {word.partition("=")[0] for c in commands for word in c if word.startswith("-")}
    assert {option for option in given if not re.search(rf"{option}\b", done.stdout)} == set()


def test_daemon_waits_long_enough_for_a_run_to_start() -> None:
    """On a busy machine a run's imports alone can take longer than Dagster's own limit."""
    wanted = f"{dagster_home.LAUNCH_TIMEOUT_ENV}={dagster_home.LAUNCH_TIMEOUT_SECONDS}"
    for path in UNITS:
        assert f"Environment={wanted}\n" in path.read_text("utf-8")
    assert f"    {wanted} \\\n" in (DEPLOY / "Dockerfile").read_text("utf-8")
    known = dict([wanted.split("=")])
    code = "from dagster._grpc.utils import default_grpc_timeout as t; print(t())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == dagster_home.LAUNCH_TIMEOUT_SECONDS


def test_compose_file_follows_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(COMPOSE, SCHEMA)


@pytest.mark.parametrize(
    ("service", "key", "value"),
    [
        ("daemon", "read-only", True),
        ("daemon", "mem_limit", "4 gigabytes"),
        ("db", "healthcheck", {"test": "pg_isready"}),
        ("webserver", "depends_on", {"daemon": {"condition": "started"}}),
        ("proxy", "volumes", ["data:relative"]),
        ("proxy", "environment", {"DEBUG": True}),
    ],
)
def test_schema_finds_mistakes(service: str, key: str, value: object) -> None:
    wrong = copy.deepcopy(COMPOSE)
    wrong["services"][service][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def compose_is_here() -> bool:
    """Whether Docker's own compose plug-in can be asked; it needs no running daemon."""
    asked = ["docker", "compose", "version"]
    return (
        bool(shutil.which("docker")) and not subprocess.run(asked, capture_output=True).returncode
    )


@pytest.mark.skipif(not compose_is_here(), reason="no `docker compose` here")
def test_compose_file_is_valid_to_docker() -> None:
    done = subprocess.run(
        ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_only_the_proxy_is_reachable() -> None:
    open_ = {name for name, s in COMPOSE["services"].items() if s.get("ports")}
    assert open_ == {"proxy"}
    ports = COMPOSE["services"]["proxy"]["ports"]
    assert all(p.startswith("${LISTEN_ADDRESS:-127.0.0.1}:") for p in ports)
    inside = {name for name, n in COMPOSE["networks"].items() if n.get("internal")}
    assert set(COMPOSE["services"]["webserver"]["networks"]) <= inside
    assert set(COMPOSE["services"]["db"]["networks"]) <= inside
    assert "--read-only" in COMPOSE["services"]["webserver"]["command"]


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"]
    assert service["healthcheck"]


def test_webserver_can_write_nothing() -> None:
    assert all(v.endswith(":ro") for v in COMPOSE["services"]["webserver"]["volumes"])


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_everything_a_service_names_is_declared(name: str) -> None:
    service = COMPOSE["services"][name]
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        if source.startswith("."):
            assert (DEPLOY / source).exists(), source
        else:
            assert source in COMPOSE["volumes"]
    image = service["image"]
    assert re.search(r":(\d+\.\d+|\$\{CLUSTER_ASSETS_VERSION)", image), f"{image} is not pinned"


def test_no_secret_stands_in_the_compose_file() -> None:
    for service in COMPOSE["services"].values():
        for key in service.get("environment", {}):
            assert not re.search("PASSWORD$|URL$|TOKEN$|KEY$", key), key


def test_proxy_asks_for_a_login_before_all_else() -> None:
    lines = [line.strip() for line in (DEPLOY / "Caddyfile").read_text("utf-8").splitlines()]
    assert lines.index("basic_auth {") < lines.index("handle {")
    assert "import /run/secrets/ui_users" in lines
    assert lines.count("{") == 1
    assert sum(line.endswith("{") for line in lines) == lines.count("}")


def test_image_is_pinned_and_not_root() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    images = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(re.search(r":\d+\.\d+\.\d+", image) for image in images)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001:10001"]
    assert all("--frozen" in line for line in lines if "uv sync" in line)
    sources = [p for line in lines if line.startswith("COPY ") for p in line.split()[1:-1]]
    for source in sources:
        assert source.startswith(("--from", "/")) or (PROJECT / source).exists(), source
    sent = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for source in sources:
        if not source.startswith(("--from", "/")):
            assert f"!{source.removeprefix('./')}" in sent, source


@pytest.mark.parametrize("present", [True, False])
def test_entrypoint_reads_secrets_and_tells_none(tmp_path: Path, present: bool) -> None:
    secret = tmp_path / "secret"
    if present:
        secret.write_text("s3cret 'value'\n")
    script = (DEPLOY / "entrypoint.sh").read_text("utf-8").replace("/app", str(PROJECT))
    (tmp_path / "entrypoint.sh").write_text(script)
    show = 'printf %s "$CLUSTER_ASSETS_PG_PASSWORD" > "$OUT"'
    done = subprocess.run(
        ["sh", str(tmp_path / "entrypoint.sh"), "sh", "-c", show],
        env={
            "PATH": os.environ["PATH"],
            "DAGSTER_HOME": str(tmp_path / "home"),
            "CLUSTER_ASSETS_PG_PASSWORD_FILE": str(secret),
            "OUT": str(tmp_path / "out"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "s3cret" not in done.stdout + done.stderr
    if present:
        assert (tmp_path / "out").read_text() == "s3cret 'value'"
        assert (tmp_path / "home/dagster.yaml").exists()
    else:
        assert done.returncode == 1
        assert str(secret) in done.stderr


def test_both_instance_settings_agree() -> None:
    postgres = yaml.safe_load((DEPLOY / "dagster.yaml").read_text("utf-8"))
    sqlite = yaml.safe_load(dagster_home.INSTANCE_SETTINGS)
    assert {k: v for k, v in postgres.items() if k != "storage"} == sqlite
    values = postgres["storage"]["postgres"]["postgres_db"]
    named = {v["env"] for v in values.values() if isinstance(v, dict)}
    given = {k.removesuffix("_FILE") for k in COMPOSE["services"]["daemon"]["environment"]}
    assert named <= given


def test_every_setting_is_explained() -> None:
    code = "".join(p.read_text("utf-8") for p in (PROJECT / "cluster_assets").rglob("*.py"))
    settings = set(re.findall(r'"(CLUSTER_ASSETS_[A-Z_]+)"', code))
    endings = {"CLUSTER_ASSETS_LLM_MODEL": "`_MODEL`", "CLUSTER_ASSETS_LLM_KEY": "`_KEY`"}
    assert {s for s in settings if endings.get(s, s) not in DOCS} == set()
    for key in yaml.safe_load((DEPLOY / "dagster.yaml").read_text("utf-8")):
        assert f"`{key}" in DOCS, key
