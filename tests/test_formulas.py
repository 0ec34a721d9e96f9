"""Formulas as text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles import formulas
from newsreader.articles.clean import sanitise
from newsreader.articles.document import parse

ROW = "<mi>a</mi><mo>+</mo><mi>b</mi>"
NAMES = "math mrow mi mo mn mfrac msup msub msqrt mroot munderover mtable mtr mtd annotation semantics p b".split()
PIECES = st.lists(
    st.one_of(
        st.sampled_from([f"<{name}>" for name in NAMES] + [f"</{name}>" for name in NAMES]),
        st.text(st.sampled_from("ab1+−=<&é∑"), max_size=5),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc²"),
        (f"<mfrac><mrow>{ROW}</mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<mo>-</mo><mi>x</mi>", "-x"),
        ("<msup><mi>e</mi><mrow><mo>-</mo><mi>x</mi></mrow></msup>", "e^(-x)"),
        ("<msub><mi>x</mi><mi>i</mi></msub>", "x_i"),
        ("<msub><mi>x</mi><mn>10</mn></msub>", "x₁₀"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x₁²"),
        (f"<msqrt>{ROW}</msqrt>", "√(a + b)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>", "∑_(i = 1)ⁿ"),
        ("<mi>f</mi><mo>\u2061</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f(x)"),
        ("<mtable><mtr><mtd>1</mtd><mtd>0</mtd></mtr><mtr><mtd>0</mtd><mtd>1</mtd></mtr></mtable>", "1, 0; 0, 1"),
        ("<mi>a</mi><mo>&lt;</mo><mi>b</mi>", "a < b"),
        ("<mi>a</mi><mtext><script>run()</script></mtext><style>x</style>", "a"),
        ("<semantics><mi>a</mi><annotation encoding='application/x-tex'>\\alpha</annotation></semantics>", "a"),
        ("<semantics><annotation encoding='application/x-tex'>\\alpha</annotation></semantics>", "\\alpha"),
    ],
)
def test_a_formula_in_one_line(inside: str, text: str) -> None:
    """As one would type it; what cannot be drawn higher or lower has a sign."""
    assert parse(sanitise(f"<p>Since <math>{inside}</math> holds</p>")).text == f"Since {text} holds"


def test_the_words_beside_an_empty_formula() -> None:
    """Without what only says how it is set."""
    html = '<p>So <math alttext="{\\displaystyle x^{2}}"></math>.</p>'
    assert parse(sanitise(html)).text == "So x^{2}."


def test_a_picture_of_a_formula_stands_in_its_line() -> None:
    """What it says is TeX; other pictures stand below."""
    html = '<p>So <img src="https://a.org/x.png" alt="$\\frac{a}{b}$"> holds</p>'
    assert parse(sanitise(html)).text == "So \\frac{a}{b} holds"


def test_what_is_in_a_formula_is_no_markup() -> None:
    """It is sanitised after it was written."""
    html = "<p><math><mtext>&lt;script>alert(1)&lt;/script></mtext></math><math alttext='<b onclick=x>'></math></p>"
    assert parse(sanitise(html)).text == "<script>alert(1)</script><b onclick=x>"


@given(PIECES)
def test_any_formula_is_written(pieces: list[str]) -> None:
    """Nothing raises, and what stands around a formula stays."""
    html = "before <math>" + "".join(pieces) + "</math> after"
    assert formulas.written(html).startswith("before ")
    assert formulas.written(html).endswith(" after")
    sanitise(html)


@pytest.mark.parametrize(
    "html", ["<math>" * 100_000, "<math><mrow>" + "<mrow>" * 100_000 + "x</math>", "<math>x</math>" * 30_000]
)
def test_formulas_take_linear_time(html: str) -> None:
    """Open, deep or many; the bound is for a busy machine."""
    begun = time.process_time()
    formulas.written(html)
    assert time.process_time() - begun < 5
