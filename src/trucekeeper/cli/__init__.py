"""The command line. Exit 0 done; 1 the answer is no; 2 bad input. Messages go to stderr, results to stdout."""

import sys

import typer
from rich.console import Console

from trucekeeper.cli import brief as brief_command
from trucekeeper.cli import case as case_commands
from trucekeeper.cli import demo as demo_command
from trucekeeper.cli import figures as figures_command
from trucekeeper.cli import node as node_commands
from trucekeeper.cli import serve as serve_command
from trucekeeper.cli import vault as vault_commands
from trucekeeper.errors import TrucekeeperError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(case_commands.app, name="case", help="Check the folder of a ceasefire.")
app.command("demo")(demo_command.demo)
app.command("brief")(brief_command.brief)
app.command("figures")(figures_command.figures)
app.command("init")(node_commands.init)
app.command("verify")(node_commands.verify)
app.command("checkpoint")(node_commands.checkpoint)
app.command("rebuild")(node_commands.rebuild)
app.command("export")(node_commands.export)
app.command("import")(node_commands.import_)
app.command("schemas")(node_commands.schemas)
app.command("doctor")(node_commands.doctor)
app.command("worker")(node_commands.worker)
app.command("serve")(serve_command.serve)
app.command("entries")(node_commands.entries)
app.command("reports")(node_commands.reports)
for name, listing in node_commands.LISTS.items():
    app.command(name)(listing)
app.add_typer(node_commands.person_app, name="person", help="Enter people and set their passwords.")
app.add_typer(node_commands.role_app, name="role", help="Give people roles, and take them back.")
app.add_typer(vault_commands.app, name="vault", help="Keep, read and erase the people behind sources.")
case_commands.app.command("apply")(node_commands.apply)


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
