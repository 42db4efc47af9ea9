"""``cluster-assets review``: the command and its options.

Imports stay light: the command line must not pay for pandas before it needs it.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cluster_assets.report.decisions import AMENDABLE
from cluster_assets.report.doubts import DOUBTS

DEFAULT_LIMIT = 20
LEDGER_ENV = "CLUSTER_ASSETS_CORRECTIONS"


class Form(StrEnum):
    """How the list is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


app = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
FactId = Annotated[str, typer.Argument(metavar="ID", help="A fact_id, or its beginning.")]
Reviewer = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        help=f"The ledger; default ${LEDGER_ENV}, else corrections.csv under the data root. "
        f"`run` reads ${LEDGER_ENV}, not this option.",
    ),
]


@app.callback()
def review(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0 for all.")] = DEFAULT_LIMIT,
    form: Annotated[Form, typer.Option("--format", help="How to write the list.")] = Form.TABLE,
    doubt: Annotated[
        str | None, typer.Option(help=f"Only this doubt: {', '.join(DOUBTS)}.")
    ] = None,
    ledger: Ledger = None,
) -> None:
    """List facts by doubt; `accept`, `reject` and `amend` record a decision on one.

    Examples:

        cluster-assets review --limit 50

        cluster-assets review --doubt conflict --format csv > doubts.csv

        cluster-assets review amend money_0123456789 --by kim --reason "typing error"
        --set amount_krw=18120000000
    """
    if context.invoked_subcommand is not None:
        return
    from cluster_assets.commands.review import list_doubts

    if doubt is not None and doubt not in DOUBTS:
        raise typer.BadParameter(f"must be one of {', '.join(DOUBTS)}", param_hint="--doubt")
    raise typer.Exit(list_doubts(limit=limit, form=form, doubt=doubt, ledger=ledger))


@app.command()
def accept(identifier: FactId, by: Reviewer, reason: Reason, ledger: Ledger = None) -> None:
    """The fact is right as extracted; this ends earlier decisions on it."""
    from cluster_assets.commands.review import decide

    raise typer.Exit(decide(identifier, "accept", by=by, reason=reason, ledger=ledger))


@app.command()
def reject(identifier: FactId, by: Reviewer, reason: Reason, ledger: Ledger = None) -> None:
    """The fact is none: leave it out of every number."""
    from cluster_assets.commands.review import decide

    raise typer.Exit(decide(identifier, "reject", by=by, reason=reason, ledger=ledger))


@app.command()
def amend(
    identifier: FactId,
    by: Reviewer,
    reason: Reason,
    settings: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help=f"Field and value, repeatable: {', '.join(AMENDABLE)}. Empty clears.",
        ),
    ],
    ledger: Ledger = None,
) -> None:
    """Set fields of the fact, such as `--set amount_krw=18120000000`."""
    from cluster_assets.commands.review import decide

    raise typer.Exit(
        decide(identifier, "amend", by=by, reason=reason, settings=settings, ledger=ledger)
    )
