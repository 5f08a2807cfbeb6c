import pytest

from govreports.forms import load_forms
from govreports.forms.labels import core, indicator_core
from govreports.reading.tables.lexicon import lexicon
from govreports.rules import load_rules


def test_the_forms_have_as_many_figures_as_the_notices_print() -> None:
    assert {form.id: len(list(form.paths())) for form in load_forms()} == {
        "2021": 200,
        "2019": 198,
        "national_2014": 58,
        "fj_2014": 2 * 16,
        "fj_2008": 2 * 17,
        "fj_short": 17,
    }


def test_every_path_is_one_cell_of_one_form() -> None:
    for form in load_forms():
        paths = list(form.paths())
        assert len(set(paths)) == len(paths)


def test_each_form_has_labels_that_no_other_has() -> None:
    newest, oldest = (form for form in load_forms() if form.annex is None)
    assert core("本年制发件数") in newest.signature
    assert core("政府集中采购") in oldest.signature
    assert not newest.signature & oldest.signature


def test_every_label_leads_back_to_its_row_or_column() -> None:
    for form in (form for form in load_forms() if form.annex is None):
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
            assert identity.rule in load_rules()
            for key in (*identity.left, *identity.right):
                assert key in keys or any(
                    known.startswith(key.removesuffix("*")) for known in keys if key.endswith("*")
                )


def test_the_national_annex_is_not_verified_and_says_so() -> None:
    assert {form.id: form.status for form in load_forms() if form.status != "V"} == {"national_2014": "R"}


def test_rows_of_an_annex_stand_under_rows_before_them() -> None:
    for block in (form.annex for form in load_forms() if form.annex is not None):
        before: set[str] = set()
        for row in block.rows:
            assert row.under is None or row.under in before
            assert row.heads == (row.unit is None)
            before.add(row.key)


def test_a_form_cut_short_has_the_rows_and_sums_of_the_whole_one() -> None:
    forms = {form.id: form for form in load_forms()}
    short, whole = forms["fj_short"].annex, forms["fj_2008"].annex
    assert short is not None
    assert whole is not None
    assert [row.key for row in short.rows] == [row.key for row in whole.rows]
    assert sum(not row.cut for row in short.rows) == 7
    assert [identity.rule for identity in forms["fj_short"].identities] == ["Q311", "Q312", "Q313"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("其中：1．网站公开", "网站公开"),
        ("其中： 1、 网站公开", "网站公开"),
        ("①当面申请数", "当面申请数"),
        ("其中：①当面申请数", "当面申请数"),
        ("（二）被依法纠错数", "被依法纠错数"),
        ("６．其他形式申请数", "其他形式申请数"),
        ("3.信函、传真申请数", "信函、传真申请数"),
    ],
)
def test_how_a_row_says_that_it_is_part_of_another_is_no_part_of_its_label(printed: str, meant: str) -> None:
    assert indicator_core(printed) == indicator_core(meant) == meant
