"""What `.github/deploy` promises a course: two equal replicas, one visitor at one of them, nobody is root.

Left out: whether it runs. That was tried by hand, with the same nginx.conf.
"""

import re
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[1] / ".github" / "deploy"
HEALTH = "/_stcore/health"


def lines(name):
    """The file without its comments."""
    return [re.sub(r"(^|\s)#.*", "", line) for line in (DEPLOY / name).read_text("utf-8").splitlines()]


def instructions(word):
    """What the Dockerfile says after this word, in order; continued lines are one."""
    text = "\n".join(lines("Dockerfile")).replace("\\\n", " ")
    return re.findall(rf"^{word}\s+(.*)", text, re.MULTILINE)


@pytest.fixture
def services():
    """{service: its lines} of the compose file."""
    found, name = {}, None
    for line in lines("compose.yaml"):
        if start := re.match(r"  (\w+):(.*)", line):
            name = start[1]
            found[name] = [start[2].strip()]
        elif name:
            found[name].append(line.strip())
    return found


@pytest.fixture
def nginx():
    return "\n".join(lines("nginx.conf"))


def test_the_server_is_not_root():
    users = instructions("USER")
    assert users and users[-1] not in ("root", "0")
    assert re.search(rf"useradd .*\b{users[-1]}\b", " ".join(instructions("RUN")))


def test_python_is_a_tested_minor():
    (image,) = instructions("FROM")
    minor = re.fullmatch(r"python:(\d+\.\d+)-slim", image)[1]
    assert f'"{minor}"' in (DEPLOY.parent / "workflows" / "test.yml").read_text("utf-8")


def test_it_installs_what_the_app_needs_and_copies_the_whole_app():
    assert any("-r requirements.txt" in run for run in instructions("RUN"))
    copied = {copy.split()[0] for copy in instructions("COPY")}
    assert copied == {"requirements.txt", "app.py", ".streamlit", "linreg_core", "pages"}
    assert all((DEPLOY.parents[1] / name).exists() for name in copied)


def test_a_replica_that_does_not_answer_is_found():
    (check,) = instructions("HEALTHCHECK")
    (port,) = instructions("EXPOSE")
    assert HEALTH in check and port in check and f"--server.port={port}" in instructions("CMD")[-1]


def test_the_replicas_are_equal_and_share_one_secret_that_is_not_in_the_file(services):
    replicas = [name for name in services if name != "nginx"]
    first, *others = (services[name] for name in replicas)
    assert first[0] == "&lab" and len(others) == 1 and others[0][0] == "*lab"
    secret = next(line for line in first if line.startswith("STREAMLIT_SERVER_COOKIE_SECRET:"))
    assert re.search(r"\$\{STREAMLIT_SERVER_COOKIE_SECRET:\?.+\}", secret)  # without one it does not start


def test_nginx_stands_before_every_replica(services, nginx):
    (port,) = instructions("EXPOSE")
    behind = re.findall(r"^\s*server (\S+):(\d+)", nginx, re.MULTILINE)
    assert sorted(behind) == sorted((name, port) for name in services if name != "nginx")
    assert any("nginx.conf:/etc/nginx/nginx.conf" in line for line in services["nginx"])


def test_websockets_pass(nginx):
    assert "proxy_http_version 1.1;" in nginx
    assert "proxy_set_header Upgrade $http_upgrade;" in nginx
    assert "proxy_set_header Connection $connection_upgrade;" in nginx
    assert re.search(r"map \$http_upgrade \$connection_upgrade \{[^}]*default\s+upgrade;", nginx)
    assert "proxy_set_header Host $http_host;" in nginx  # Streamlit compares it with the websocket's origin


def test_a_visitor_stays_with_one_replica_by_the_cookie_that_nginx_sets(nginx):
    """Not by the address: a whole classroom has one."""
    (key,) = re.findall(r"^\s*hash (\$\w+) consistent;", nginx, re.MULTILINE)
    cookie = re.search(rf'add_header Set-Cookie "(\w+)=\{key};', nginx)[1]
    assert re.search(rf"map \$cookie_{cookie} \{key} \{{[^}}]*default\s+\$cookie_{cookie};", nginx)
    assert "ip_hash" not in nginx
