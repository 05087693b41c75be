"""The command line. Exit 0 done; 1 the answer is no; 2 bad input. Messages go to stderr, results to stdout.

A command's module is read when the command is called: ``case check`` need not wait for the node and its database.
"""

import sys
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from trucekeeper.errors import TrucekeeperError

COMMANDS = {
    "assess": "assess:assess",
    "brief": "brief:brief",
    "case": "case:app",
    "code": "code:code",
    "checkpoint": "node:checkpoint",
    "claim": "claim:app",
    "demo": "demo:demo",
    "doctor": "node:doctor",
    "entries": "node:entries",
    "episodes": "node:episodes",
    "export": "node:export",
    "figures": "figures:figures",
    "finding": "finding:app",
    "findings": "node:findings",
    "gates": "assess:gates",
    "import": "node:import_",
    "incident": "incident:app",
    "incidents": "node:incidents",
    "form": "intake:form",
    "init": "node:init",
    "intake": "intake:intake",
    "link": "link:link",
    "person": "node:person_app",
    "rebuild": "node:rebuild",
    "report": "report:app",
    "reports": "node:reports",
    "role": "node:role_app",
    "schemas": "node:schemas",
    "serve": "serve:serve",
    "vault": "vault:app",
    "verify": "node:verify",
    "warnings": "node:warnings",
    "worker": "node:worker",
}
"""Where each command stands: its module in this package, and its name in the module."""


class Commands(TyperGroup):
    """The commands, each read when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found = getattr(import_module(f"trucekeeper.cli.{module}"), name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            found.command(cmd_name)(function)
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _root() -> None:
    """An open operations room for a ceasefire, in Arabic and English."""


def main() -> None:
    """Run a command, and turn an error of the program's tree into its message and exit code."""
    try:
        app()
    except TrucekeeperError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        sys.exit(error.exit_code)
