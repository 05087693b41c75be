"""Making Django ready for the node in a folder; another folder later in the same process is another node."""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections


def connect(folder: Path, database: str | None) -> None:
    """Let Django's default connection be that of the node in *folder*."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "trucekeeper.node.settings"
    os.environ["TRUCEKEEPER_NODE"] = str(folder)
    if database:
        os.environ["TRUCEKEEPER_DATABASE"] = database
    else:
        os.environ.pop("TRUCEKEEPER_DATABASE", None)
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


def _is_current(wanted: dict[str, Any]) -> bool:
    now = connections.settings["default"]
    return all(now.get(key) == value for key, value in wanted.items())


def migrate() -> None:
    """Bring the tables of the connected node to this version of the program."""
    call_command("migrate", verbosity=0, interactive=False)
