from govreports.forms import load_forms
from govreports.forms.labels import core
from govreports.reading.tables.lexicon import lexicon


def test_the_forms_have_as_many_figures_as_the_notices_print() -> None:
    assert {form.id: len(list(form.paths())) for form in load_forms()} == {"2021": 200, "2019": 198}


def test_every_path_is_one_cell_of_one_form() -> None:
    for form in load_forms():
        paths = list(form.paths())
        assert len(set(paths)) == len(paths)


def test_each_form_has_labels_that_no_other_has() -> None:
    newest, oldest = load_forms()
    assert core("本年制发件数") in newest.signature
    assert core("政府集中采购") in oldest.signature
    assert not newest.signature & oldest.signature


def test_every_label_leads_back_to_its_row_or_column() -> None:
    for form in load_forms():
        senses = lexicon(form).senses
        for block in form.blocks:
            for column in block.columns:
                assert column in [sense.column for sense in senses[core(column.labels[-1])].columns]
            for row in block.rows:
                if row.labels:
                    assert row in [sense.row for sense in senses[core(row.labels[-1])].rows]


def test_sums_name_rows_and_columns_that_exist() -> None:
    for form in load_forms():
        for identity in form.identities:
            blocks = [block for block in form.blocks if block.table == identity.table]
            keys = {row.key for block in blocks for row in block.rows}
            keys |= {column.key.rsplit(".", 1)[-1] for block in blocks for column in block.columns}
            for key in (*identity.left, *identity.right):
                assert key in keys or any(
                    known.startswith(key.removesuffix("*")) for known in keys if key.endswith("*")
                )
