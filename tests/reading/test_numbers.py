"""The text of a cell: a figure, or the reason why it is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.forms import Column
from govreports.reading.numbers import is_figure, read_figure

_COUNT = Column("total", ("总计",), "件")
_SIGNED = Column("items_change", ("本年增/减",), "项", signed=True)
_FEES = Column("fees_collected_wanyuan", ("本年收费金额（单位：万元）",), "万元")
_AMOUNT = Column("procurement_amount", ("采购总金额",), "元", unit_printed=False)

modest = settings(max_examples=100, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("0", 0, None),
        ("28", 28, None),
        ("007", 7, "annotated"),
        ("２８", 28, "annotated"),
        ("1,234", 1234, "annotated"),
        ("1，234，567", 1234567, "annotated"),
        ("22（其中修订16件）", 22, "annotated"),
        ("55 (含自然失效 29 件)", 55, "annotated"),
        ("2笔", 2, "unit"),
        ("12件", 12, "unit"),
        ("1.2万件", 12000, "unit"),
        ("17\N{REPLACEMENT CHARACTER}", None, "text"),
        ("", None, "blank"),
        (" \u3000\u200b", None, "blank"),
        ("/", None, "not_applicable"),
        ("／", None, "not_applicable"),
        ("-", None, "not_applicable"),
        ("—", None, "not_applicable"),
        ("——", None, "not_applicable"),
        ("－", None, "not_applicable"),
        ("无", None, "not_applicable"),
        ("约30", None, "text"),
        ("30余", None, "text"),
        ("详见附件", None, "text"),
        ("3.5%", None, "text"),
        ("2件3项", None, "text"),
        ("1—2", None, "text"),
        ("1-2", None, "text"),
        ("3/4", None, "text"),
        ("1,23", None, "text"),
        ("12,34,567", None, "text"),
        ("1.234.567", None, "text"),
        (".5", None, "text"),
        ("3元", None, "text"),
        ("二十八", None, "text"),
        ("O", None, "text"),
        ("1O", None, "text"),
        ("12万", None, "text"),
        ("1e3", None, "text"),
        ("1_000", None, "text"),
        ("inf", None, "text"),
        ("9" * 16, None, "text"),
        ("¥5", None, "text"),
        ("0.0", 0, "annotated"),
    ],
)
def test_counts(text: str, value: int | None, status: str | None) -> None:
    assert read_figure(text, _COUNT) == (value, status)


@pytest.mark.parametrize("text", [" 28 ", "\u00a028\u3000", "\n28\n", "\u200b28"])
def test_space_around_a_figure_is_nothing(text: str) -> None:
    assert read_figure(text, _COUNT).value == 28


@pytest.mark.parametrize("text", ["12 34", "12\n34", "1 2", "12\u00a034", "12\u300034", "1,234 5"])
def test_space_between_figures_does_not_make_one_of_them(text: str) -> None:
    assert read_figure(text, _COUNT).value is None


@pytest.mark.parametrize("text", ["12①", "10²", "12⁽¹⁾", "5₂", "3½", "½", "Ⅳ", "㈠", "⒈2"])
def test_marks_that_look_like_digits_when_normalised_are_none(text: str) -> None:
    assert read_figure(text, _COUNT).value in {None, int("".join(c for c in text if c in "0123456789") or -1)}


@pytest.mark.parametrize("text", ["5（甲）33（乙）", "22（其中修订16件）3", "22（16", "（22）", "16）", "3（4）5"])
def test_two_figures_with_notes_are_not_one(text: str) -> None:
    assert read_figure(text, _COUNT).value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("增30", 30),
        ("增加30", 30),
        ("净增30", 30),
        ("减197", -197),
        ("减少197", -197),
        ("净减197", -197),
        ("+126", 126),
        ("＋3", 3),
        ("-18", -18),
        ("－18", -18),
        ("−18", -18),
        ("--253", -253),
        ("- 15", -15),
        ("减 1,097", -1097),
        ("增0", 0),
    ],
)
def test_signs(text: str, value: int) -> None:
    assert read_figure(text, _SIGNED) == (value, "signed")


@pytest.mark.parametrize("text", ["增/减5", "±5", "增减5", "+-5", "-+5", "5-", "减-5", "增-5", "增30减5"])
def test_signs_that_contradict_themselves(text: str) -> None:
    assert read_figure(text, _SIGNED).value is None


@pytest.mark.parametrize(
    ("text", "header", "value", "status"),
    [
        ("59237.2449", "万元", 59237.2449, None),
        ("59237.2449", None, 59237.2449, None),
        ("24252.311082", None, 24252.311082, None),
        ("0.092", None, 0.092, None),
        ("523.15万元", None, 523.15, "unit"),
        ("5000元", "万元", 0.5, "unit"),
        ("1.5亿元", None, 15000, "unit"),
        ("5000", "元", 0.5, "unit"),
        ("7,730.28", None, 7730.28, "annotated"),
        ("人民币5000元整", None, 0.5, "unit"),
        ("￥7.50", None, 7.5, "annotated"),
        ("3件", None, None, "text"),
        ("", None, None, "blank"),
        ("0", "万元", 0, None),
        ("12.00", None, 12, "annotated"),
    ],
)
def test_fees_are_in_wanyuan(text: str, header: str | None, value: float | None, status: str | None) -> None:
    assert read_figure(text, _FEES, header) == (value, status)


@pytest.mark.parametrize(
    ("text", "header", "value", "status"),
    [
        ("251000元", None, 251000, "unit"),
        ("107362800元", None, 107362800, "unit"),
        ("75394432.52元", None, 75394432.52, "unit"),
        ("160.5964万元", None, 1605964, "unit"),
        ("103.3879万元", "万元", 1033879, "unit"),
        ("477.35", "万元", 4773500, "unit"),
        ("477.35", "元", 477.35, None),
        ("8040", None, 8040, "unit_unstated"),
        ("8040.5", None, 8040.5, "unit_unstated"),
        ("0", None, 0, "unit_unstated"),
        ("36项", None, None, "text"),
        ("/", None, None, "not_applicable"),
    ],
)
def test_amounts_are_in_yuan(text: str, header: str | None, value: float | None, status: str | None) -> None:
    assert read_figure(text, _AMOUNT, header) == (value, status)


@modest
@given(st.integers(0, 10**12), st.integers(0, 6))
def test_decimals_survive_their_unit(number: int, places: int) -> None:
    written = f"{number // 10**places}.{number % 10**places:0{places}d}" if places else str(number)
    if len(written) > 15:
        return
    assert read_figure(f"{written}万元", _AMOUNT).value == pytest.approx(number * 10**4 / 10**places, rel=1e-15)
    assert read_figure(written, _FEES).value == float(written)


@modest
@given(st.text(st.sampled_from("0123456789,.，．-+增减/（）()件元万 \n①²约"), max_size=12))
def test_whatever_is_written_a_figure_is_one_of_the_runs_of_digits(text: str) -> None:
    """Without sign, separators and notes, what is read must stand in the text as it is."""
    figure = read_figure(text, _COUNT)
    if figure.value is None:
        assert figure.status in {"blank", "not_applicable", "text", "ambiguous"}
        return
    shown = "".join(
        char for char in text.split("（", maxsplit=1)[0].split("(", maxsplit=1)[0] if char not in " \n,，"
    ).replace("．", ".")
    digits = str(abs(figure.value)) if "万件" not in text else str(abs(figure.value) / 10**4)
    assert float(digits) == float("".join(char for char in shown if char in "0123456789.") or "nan")
    assert (
        len([run for run in text.replace("\n", " ").split("（")[0].split("(")[0].split() if any(map(str.isdigit, run))])
        == 1
    )


@modest
@given(st.text(max_size=20))
def test_any_text_has_a_reading(text: str) -> None:
    for column in (_COUNT, _SIGNED, _FEES, _AMOUNT):
        figure = read_figure(text, column)
        assert figure.value is not None or figure.status is not None
        assert isinstance(figure.value, int | float | None)


def test_what_could_be_a_figure() -> None:
    for text in ("", "0", "/", "-", "无", "3件", "22（其中修订16件）", "减197", "1,234.5万元"):
        assert is_figure(text), text
    for text in ("规章", "约3", "其他", "1.属于国家秘密", "-4-", "3月", "2021年"):
        assert not is_figure(text), text


@pytest.mark.parametrize("text", ["25 7 0 0 0 0 32", "12 5", "0\n1"])
def test_several_figures_are_not_a_figure(text: str) -> None:
    assert not is_figure(text)


def test_what_could_not_be_made_out_for_certain_still_stands_in_a_figures_place() -> None:
    assert is_figure("17\N{REPLACEMENT CHARACTER}")
    assert is_figure("\N{REPLACEMENT CHARACTER}")
    assert not is_figure("规章\N{REPLACEMENT CHARACTER}")
