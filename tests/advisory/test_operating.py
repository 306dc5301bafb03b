"""What operators are told is true: every setting, every number, every file that is handed to them."""

import ast
import re
import shutil
import subprocess

import yaml

from advisory import counters
from tests.product import ROOT

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
READERS = [ROOT / "advisory" / name for name in ("settings.py", "doors.py")]
OF_SCRIPTS = {"PYTHON", "CHROMIUM"}
VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
OURS = {"web", "worker", "prepare"}
APPS = ("advisory", "discussions")


def read_variables():
    """Every variable that the settings read from the environment, found in their code."""
    found = set()
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("env.", "doors.", "_")):
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found |= set(texts[:1] if "media" not in ast.unparse(node.func) else texts)
    return {name for name in found if VARIABLE.fullmatch(name)}


def told_variables():
    """Every variable in the table of settings."""
    table = OPERATING[OPERATING.index("## Settings") : OPERATING.index("## In production")]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_every_variable_that_is_read_is_told_and_every_one_told_is_read():
    read = read_variables()
    assert {"SECRET_KEY", "MEDIA_URL", "S3_SECRET_KEY", "METRICS_TOKEN", "LOG_FORMAT", "DEMO"} <= read
    assert read - told_variables() == set()
    assert told_variables() - read - OF_SCRIPTS == set()
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bin").iterdir() if path.is_file())
    assert [name for name in OF_SCRIPTS if name not in scripts] == []


def test_every_number_that_is_counted_is_told_and_every_one_told_is_counted():
    code = "".join((ROOT / "advisory" / name).read_text(encoding="utf-8") for name in ("counters.py", "metrics.py"))
    counted = set(re.findall(r'"(advisory_[a-z_]+)"', code)) | set(counters.LOOKED_UP)
    table = OPERATING[OPERATING.index("| number |") : OPERATING.index("Worth waking")]
    told = {name.removesuffix("_total") for name in re.findall(r"`(advisory_\w+)", table)}
    assert told == counted


def test_commands_and_places_that_are_told_are_there():
    for name in re.findall(r"`((?:deploy|docs)/[\w.-]+|compose\.yaml|bin/\w+)", OPERATING):
        assert (ROOT / name).exists(), name
    anchors = {
        re.sub(r"[^\w -]", "", line[3:]).lower().replace(" ", "-")
        for line in OPERATING.splitlines()
        if line[:3] == "## "
    }
    assert set(re.findall(r"\(#([\w-]+)\)", OPERATING)) <= anchors
    table = OPERATING[OPERATING.index("## Commands") :]
    for name in re.findall(r"^\| `(\w+)", table, re.M):
        assert any(list((ROOT / app).glob(f"**/management/commands/{name}.py")) for app in APPS), name


def test_the_containers_are_given_only_variables_that_exist_and_lack_none():
    services = compose()["services"]
    assert set(services) > OURS
    for name in OURS:
        given = services[name]["environment"]
        assert set(given) <= read_variables()
        assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "MEDIA_URL"} <= set(given)
        assert services[name]["command"][0] == "bin/serve"
    for name in ("web", "worker", "media"):
        assert "recordings:/data/recordings" in services[name]["volumes"], "one folder for all who record"
    assert [services[name]["command"][1:] for name in ("web", "worker")] == [["--only", "web"], ["--only", "worker"]]
    for service in services.values():
        assert set(service.get("depends_on", [])) <= set(services)
        mounted = [volume.partition(":")[0] for volume in service.get("volumes", [])]
        assert all((ROOT / one).exists() if one.startswith(".") else one in compose()["volumes"] for one in mounted)
    known = set(read_variables()) | {"ADVISORY_HOST", "POSTGRES_PASSWORD"}
    assert set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text())) <= known


def test_what_stands_in_front_passes_on_what_the_product_needs():
    nginx, caddy = ((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in ("nginx.conf", "Caddyfile"))
    for header in ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID", "Upgrade", "Connection"):
        assert f"proxy_set_header {header} " in nginx
    assert "header_up X-Request-ID" in caddy
    assert "client_max_body_size 61m" in nginx
    assert "max_size 61MB" in caddy
    assert nginx.count("{") == nginx.count("}")
    unit = (ROOT / "deploy" / "advisory.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/advisory/bin/serve" in unit
    for program, asked in (("caddy", ["validate", "--adapter", "caddyfile", "--config", ROOT / "deploy" / "Caddyfile"]),
                           ("systemd-analyze", ["verify", ROOT / "deploy" / "advisory.service"])):  # fmt: skip
        if shutil.which(program):
            done = subprocess.run([program, *asked], capture_output=True, text=True)
            assert "Unknown" not in done.stderr, done.stderr
