"""What all tests share."""

import os
import signal
from collections.abc import Callable

import pytest
from hypothesis import settings
from support.paths import GOLDEN

# No test times anything: a drawn case takes as long as a busy machine lets it.
for profile, examples in (("dev", 20), ("ci", 25), ("long", 2_000)):
    settings.register_profile(profile, deadline=None, max_examples=examples)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Tests run on all cores already, and small matrices are slower on several threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A shell has its background jobs ignore Ctrl-C, and the commands that tests start would too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# On GitHub, problems are written as annotations; here they are read as everywhere else.
os.environ.pop("GITHUB_ACTIONS", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; then review their diff")
    parser.addoption("--seeds", type=int, help="how many odd exports to draw, where more are wanted than on each run")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a text against the golden file of that name, or writes the file with --update-golden."""

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.write_bytes(text.encode())
        assert file.read_bytes().decode() == text

    return check
