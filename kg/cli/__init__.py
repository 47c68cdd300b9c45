"""The command line: parse, call the library once, print.

Exit codes: 0 done; 1 done, and something was found wrong; 2 the call is wrong;
3 it could not be done; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

import click

from kg.cli.build import build_command
from kg.cli.demo import demo_command
from kg.cli.describe import describe_command
from kg.cli.explain import explain_command
from kg.cli.export import export_command
from kg.cli.mcp import mcp_command
from kg.cli.push import push_command
from kg.cli.query import queries_command, query_command
from kg.cli.records import records_command
from kg.cli.search import search_command
from kg.cli.serve import serve_command
from kg.cli.stats import stats_command
from kg.cli.validate import validate_command
from kg.cli.view import view_command
from kg.cli.why import why_command
from kg.config import load_settings
from kg.errors import KgError

_EPILOG = """
\b
Exit codes: 0 done, 1 done and something was found wrong, 2 the call is wrong,
3 it could not be done, 130 interrupted.
"""


class _Commands(click.Group):
    """Lists commands in the order of the job, and answers a slip with the nearest name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.commands, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from error


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ieval-kg", prog_name="kg")
@click.pass_context
def kg(ctx: click.Context) -> None:
    """Turn evaluation records into a knowledge graph: build it, check it, ask it, draw it.

    \b
    Begin with the bundled example:   kg demo
    Then with records of your own:    kg build RECORDS --graph graph
    """
    settings = {name: value for name, value in asdict(load_settings()).items() if value}
    ctx.default_map = dict.fromkeys(kg.commands, settings)


for _command in (
    demo_command,
    build_command,
    explain_command,
    validate_command,
    queries_command,
    query_command,
    search_command,
    describe_command,
    stats_command,
    why_command,
    export_command,
    push_command,
    mcp_command,
    view_command,
    records_command,
    serve_command,
):
    kg.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; the one place that turns errors into messages."""
    try:
        code = kg.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; the last good graph is as it was", err=True)
        code = 130
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        click.echo(f"kg: {error.strerror or error}: {error.filename or ''}".rstrip(": "), err=True)
        code = 3
    except MemoryError:
        click.echo("kg: not enough memory", err=True)
        code = 3
    sys.exit(code if isinstance(code, int) else 0)
