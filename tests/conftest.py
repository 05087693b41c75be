"""What every test shares: how hard Hypothesis tries, under a seed that is printed, and where the cases lie."""

import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from tests.web import web

CASES = Path(__file__).parents[1] / "cases"

settings.register_profile("ci", derandomize=False, print_blob=True, deadline=None)
settings.register_profile("audit", settings.get_profile("ci"), max_examples=2_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the rounds of the fault tests be counted: a few in CI, 200 in an audit."""
    parser.addoption("--rounds", type=int, default=3, help="rounds of each fault test (default 3)")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed here, where it can be printed, unless one was given; use the profile ci unless one was named."""
    config.option.hypothesis_profile = config.option.hypothesis_profile or "ci"
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(random.randrange(2**32))


def pytest_report_header(config: pytest.Config) -> str:
    """Say how to draw the same examples again."""
    return f"hypothesis seed: repeat with --hypothesis-seed={config.option.hypothesis_seed}"


@pytest.fixture(scope="session")
def gaza_case_dir() -> Path:
    """The folder of the Gaza case."""
    return CASES / "gaza-2025"


@pytest.fixture(scope="session")
def gaza_zone() -> ZoneInfo:
    """The zone of the Gaza case."""
    return ZoneInfo("Asia/Gaza")


@pytest.fixture
def site():
    """A small web on localhost, whose pages a test writes."""
    with web() as made:
        yield made
