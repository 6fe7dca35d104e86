"""Setting up on machines that lack one thing or another, with stand-ins for their programs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# A Python that answers what the script asks of one; what it is asked goes to a list.
# MINOR (its version), VENV (venv works) and PIP (it has pip) say what kind of Python it is.
PYTHON = """\
#!/bin/sh
MINOR={minor} VENV={venv} PIP={pip}
echo "$(basename "$0") $*" >>"{calls}"
case "$*" in
"-c import sys;"*) exec "{real}" -c "import sys; sys.version_info = (3, $MINOR, 0); $2" ;;
-V) echo "Python 3.$MINOR.0" ;;
"-m venv --without-pip "*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
"-m venv "*)
    [ "$VENV" = yes ] || [ -e "{folder}/apt-was-here" ] || exit 1
    mkdir -p .venv/bin
    sed 's/ PIP=no/ PIP=yes/' "$0" >.venv/bin/python
    chmod +x .venv/bin/python ;;
"-m virtualenv "*) exit 1 ;;
"-m pip "*) [ "$PIP" = yes ] ;;
esac
"""

APT = """\
#!/bin/sh
echo "apt-get $*" >>"{calls}"
touch "{folder}/apt-was-here"
"""

UV = """\
#!/bin/sh
echo "uv $*" >>"{calls}"
"""

WHO = """\
#!/bin/sh
echo {uid}
"""


class Machine:
    """A checkout and the programs that its machine has."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self._folder = folder
        self._programs = folder / "bin"
        self._calls = folder / "calls"
        self._programs.mkdir()
        for part in ("scripts", "requirements"):
            shutil.copytree(ROOT / part, self.checkout / part)
        for name in ("sh", "cat", "cksum", "date", "mkdir", "rm", "cp", "sed", "chmod", "touch"):
            self._link(name)
        for name in ("dirname", "basename", "pwd"):
            self._link(name)
        self.is_run_by(uid=1000)

    def _link(self, name: str) -> None:
        found = shutil.which(name)
        assert found is not None
        (self._programs / name).symlink_to(found)

    def _install(self, name: str, text: str, **facts: object) -> None:
        program = self._programs / name
        program.write_text(text.format(calls=self._calls, folder=self._folder, **facts))
        program.chmod(0o755)

    def has_python(self, name: str, *, minor: int, venv: bool = True, pip: bool = False) -> None:
        yes = {True: "yes", False: "no"}
        self._install(name, PYTHON, minor=minor, venv=yes[venv], pip=yes[pip], real=sys.executable)

    def has_uv(self) -> None:
        self._install("uv", UV)

    def has_apt(self) -> None:
        self._install("apt-get", APT)

    def is_run_by(self, *, uid: int) -> None:
        self._install("id", WHO, uid=uid)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "scripts" / "bootstrap.sh"],
            env={"PATH": str(self._programs)},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return self._calls.read_text().splitlines() if self._calls.exists() else []

    def installs(self) -> list[str]:
        return [call for call in self.calls() if " install " in call]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_with_a_whole_python_is_set_up_from_the_lock_only(machine: Machine) -> None:
    machine.has_python("python3", minor=11)

    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    packages, project = machine.installs()
    assert "--require-hashes --only-binary :all: -r requirements/dev.txt" in packages
    assert "--no-deps --no-build-isolation --editable ." in project
    assert re.search(r"packages ready in \d+ s", done.stderr)
    assert ".venv/bin/jds" in done.stderr


def test_a_second_run_does_nothing_until_the_lock_changes(machine: Machine) -> None:
    machine.has_python("python3", minor=11)
    machine.set_up()
    before = machine.installs()

    again = machine.set_up()
    assert (again.returncode, again.stderr, machine.installs()) == (0, "", before)

    with (machine.checkout / "requirements" / "dev.txt").open("a") as lock:
        lock.write("# changed\n")
    machine.set_up()
    assert len(machine.installs()) == 2 * len(before)


def test_a_python_that_is_too_old_is_passed_over_for_one_beside_it(machine: Machine) -> None:
    machine.has_python("python3", minor=10)
    machine.has_python("python3.12", minor=12)

    assert machine.set_up().stderr.startswith("Setting up .venv with Python 3.12")


@pytest.mark.parametrize("minor", [10, 15])
def test_without_a_suitable_python_it_says_which_ones_are(machine: Machine, minor: int) -> None:
    machine.has_python("python3", minor=minor)

    refused = machine.set_up()

    assert refused.returncode == 1
    assert "Install CPython 3.11, 3.12, 3.13 or 3.14" in refused.stderr
    assert not (machine.checkout / ".venv").exists()


def test_without_venv_the_pip_of_the_system_is_used(machine: Machine) -> None:
    machine.has_python("python3", minor=11, venv=False, pip=True)

    assert machine.set_up().returncode == 0
    assert all("--python .venv/bin/python install" in call for call in machine.installs())


def test_without_venv_and_pip_uv_is_used(machine: Machine) -> None:
    machine.has_python("python3", minor=11, venv=False)
    machine.has_uv()

    assert machine.set_up().returncode == 0
    packages, _ = machine.installs()
    assert packages.startswith("uv pip install")
    assert "--require-hashes --only-binary :all:" in packages


def test_without_anything_root_gets_venv_from_the_system(machine: Machine) -> None:
    machine.has_python("python3", minor=11, venv=False)
    machine.has_apt()
    machine.is_run_by(uid=0)

    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    assert "installing [python3.11-venv] with apt-get" in done.stderr
    assert machine.installs()[0].endswith("python3.11-venv")


def test_without_anything_others_are_told_exactly_what_to_install(machine: Machine) -> None:
    machine.has_python("python3", minor=12, venv=False)
    machine.has_apt()

    refused = machine.set_up()

    assert refused.returncode == 1
    assert "apt-get install python3.12-venv" in refused.stderr
    assert machine.installs() == []
    assert not (machine.checkout / ".venv").exists()


def test_an_environment_that_was_made_halfway_is_made_anew(machine: Machine) -> None:
    machine.has_python("python3", minor=11)
    (machine.checkout / ".venv" / "bin").mkdir(parents=True)
    (machine.checkout / ".venv" / "bin" / "python").write_text("")

    assert machine.set_up().returncode == 0
    assert len(machine.installs()) == 2


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.name for lock in LOCKS])
def test_every_locked_package_has_digests_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    packages = re.findall(r"^[a-z0-9][^\s]*==", text, re.MULTILINE)

    assert len(packages) > 10
    assert len(re.findall(r"^\S.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) == (
        len(packages)
    )
    assert "://" not in text
    assert "index-url" not in text


def test_what_runs_in_production_is_locked_to_what_is_tested() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text()
        return set(re.findall(r"^[a-z0-9][^\s]*==[^\s]+", text, re.MULTILINE))

    assert pins("runtime.txt") < pins("dev.txt")
    assert pins("runtime.txt") < pins("linkage.txt")


def test_make_without_a_target_lists_the_targets() -> None:
    make = shutil.which("make")
    assert make is not None

    listed = subprocess.run([make, "-C", ROOT], capture_output=True, text=True, check=True)

    for target in ("setup", "demo", "test", "check", "bench"):
        assert re.search(rf"^{target} +\S", listed.stdout, re.MULTILINE)


def test_every_room_is_a_package_so_that_the_contract_of_imports_sees_it() -> None:
    rooms = {path.parent for path in (ROOT / "src" / "jds").rglob("*.py")}

    assert ROOT / "src" / "jds" / "database" in rooms
    assert {room for room in rooms if not (room / "__init__.py").exists()} == set()
