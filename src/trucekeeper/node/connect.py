"""Making Django ready for the node in a folder; another folder later in the same process is another node."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections


def connect(folder: Path, database: str | None) -> None:
    """Let Django's default connection be that of the node in *folder*."""
    with _environment(TRUCEKEEPER_NODE=str(folder), TRUCEKEEPER_DATABASE=database or ""):
        os.environ["DJANGO_SETTINGS_MODULE"] = "trucekeeper.node.settings"
        fresh = not settings.configured
        if fresh:
            django.setup()
    from trucekeeper.node.settings import database as database_setting

    wanted: dict[str, Any] = {"default": database_setting(folder, database)}
    if not fresh and not _is_current(wanted["default"]):
        connections.close_all()
        settings.DATABASES = wanted
        connections.settings = connections.configure_settings(wanted)
        del connections["default"]


@contextmanager
def _environment(**wanted: str) -> Iterator[None]:
    """Set variables of the environment, from which the settings are read once, and put back what was there."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _is_current(wanted: dict[str, Any]) -> bool:
    now = connections.settings["default"]
    return all(now.get(key) == value for key, value in wanted.items())


def migrate() -> None:
    """Bring the tables of the connected node to this version of the program."""
    call_command("migrate", verbosity=0, interactive=False)
