"""Every sum that a form's identities make of the cells a document has: column by column, row by row."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from govreports.forms import Block, Form, Identity


class Sum(NamedTuple):
    """One instance of an identity: the cells of either side, and how findings name it."""

    identity: Identity
    path: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@lru_cache(maxsize=64)
def sums(form: Form, printed: tuple[str, ...]) -> tuple[Sum, ...]:
    """Every instance of the form's identities in the tables that have any of the cells *printed*."""
    return tuple(instances(form, form.identities, printed))


def instances(form: Form, identities: Sequence[Identity], printed: tuple[str, ...]) -> Iterator[Sum]:
    """The same for any *identities* over the form's figures."""
    tables = {path.split(".", 1)[0] for path in printed}
    if form.annex is not None:
        # The columns of an annex are tables of their own.
        rows = frozenset(f"annex.{path.partition('.')[2]}" for path in printed)
    else:
        rows = frozenset(path.rsplit(".", 1)[0] for path in printed)
    for identity in identities:
        if identity.table in tables:
            for block in form.blocks:
                if block.table == identity.table and _fits(identity, block):
                    yield from _instances(identity, block, rows, tables)


def _fits(identity: Identity, block: Block) -> bool:
    """Whether *block* has the columns that an identity over rows is of: those of table two differ."""
    if identity.across != "rows":
        return True
    return {column.key for column in block.columns} >= {*identity.left, *identity.right}


def _instances(identity: Identity, block: Block, printed: frozenset[str], tables: Collection[str]) -> Iterator[Sum]:
    table = identity.table
    if identity.across == "columns":
        left, right = _rows(identity.left, block, printed), _rows(identity.right, block, printed)
        for column in block.columns:
            if (column.table or table) not in tables:
                continue
            # Columns of an annex have no keys: what is checked is named by the row it is about.
            about = left[0] if identity.relation == "<=" else right[-1]
            yield Sum(
                identity,
                f"{table}.*.{column.key}" if column.key else block.path_of(about, column),
                tuple(block.path_of(row, column) for row in left),
                tuple(block.path_of(row, column) for row in right),
            )
        return
    if identity.across == "rows":
        prefixes = [row.key for row in block.rows if f"{table}.{row.key}" in printed or not row.instead_of]
    else:
        prefixes = list(dict.fromkeys(column.key.rsplit(".", 1)[0] for column in block.columns))
    replaced = _replaced(block, printed)
    for prefix in prefixes:
        if prefix not in replaced:
            yield Sum(
                identity,
                f"{table}.{prefix}.*",
                tuple(f"{table}.{prefix}.{key}" for key in identity.left),
                tuple(f"{table}.{prefix}.{key}" for key in identity.right),
            )


def _rows(keys: Sequence[str], block: Block, printed: frozenset[str]) -> list[str]:
    """Row keys with every ``*`` spelled out; a stand-in row takes the place of those it replaces."""
    replaced = _replaced(block, printed)
    rows: list[str] = []
    for key in keys:
        if not key.endswith(".*"):
            rows.append(key)
            continue
        for row in block.rows:
            stands_in = bool(row.instead_of) and f"{block.table}.{row.key}" not in printed
            if row.key.startswith(key[:-1]) and row.key not in replaced and not stands_in:
                rows.append(row.key)
    return rows


def _replaced(block: Block, printed: frozenset[str]) -> set[str]:
    return {
        key
        for row in block.rows
        if row.instead_of and f"{block.table}.{row.key}" in printed
        for key in row.instead_of
        if f"{block.table}.{key}" not in printed
    }
