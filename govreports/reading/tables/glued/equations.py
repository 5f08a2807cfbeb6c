"""The sums of a form between the cells of one block, as equations of their paths."""

from collections.abc import Collection, Iterator, Sequence

from govreports.forms import Block, Form, Identity, Row
from govreports.reading.tables.glued.solver import Equation


def equations(form: Form, block: Block, printed: Collection[Row]) -> Iterator[Equation]:
    """Every sum of *form* that holds in *block* where its rows *printed* are there.

    A row that stands for others takes their place if it is printed and they are not.
    """
    replaced = {key for row in printed for key in row.instead_of} - {row.key for row in printed}
    for identity in form.identities:
        if identity.table != block.table or getattr(identity, "relation", "=") != "=":
            continue
        if identity.across == "columns":
            left, right = (list(_rows(keys, block, printed, replaced)) for keys in (identity.left, identity.right))
            for column in block.columns:
                yield Equation(
                    tuple(_path(block, key, column.key) for key in left),
                    tuple(_path(block, key, column.key) for key in right),
                )
        else:
            yield from _within_rows(identity, block, printed)


def _within_rows(identity: Identity, block: Block, printed: Collection[Row]) -> Iterator[Equation]:
    if identity.across == "rows":
        prefixes = [row.key for row in printed]
    else:
        prefixes = list(dict.fromkeys(column.key.rpartition(".")[0] for column in block.columns))
    for prefix in prefixes:
        left, right = (tuple(_path(block, prefix, key) for key in keys) for keys in (identity.left, identity.right))
        yield Equation(left, right)


def _rows(keys: Sequence[str], block: Block, printed: Collection[Row], replaced: Collection[str]) -> Iterator[str]:
    """Row keys with every ``*`` spelled out."""
    for key in keys:
        if not key.endswith(".*"):
            yield key
            continue
        for row in block.rows:
            stands_in = bool(row.instead_of) and row not in printed
            if row.key.startswith(key[:-1]) and row.key not in replaced and not stands_in:
                yield row.key


def _path(block: Block, *keys: str) -> str:
    return ".".join((block.table, *(key for key in keys if key)))
