"""The sums of a form between the cells of one block, as equations of their paths."""

from collections.abc import Collection, Iterator

from govreports.forms import Block, Form, Row
from govreports.forms.sums import sums
from govreports.reading.tables.glued.solver import Equation


def equations(form: Form, block: Block, printed: Collection[Row]) -> Iterator[Equation]:
    """Every sum of *form* in the table of *block*, of which the rows *printed* are there."""
    paths = tuple(block.path(row, column) for row in block.rows if row in printed for column in block.columns)
    for instance in sums(form, paths):
        if instance.identity.relation == "=":
            yield Equation(instance.left, instance.right)
