"""统一社会信用代码: known codes pass, every single error and every swap of neighbours is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.domains.inspections.credit_code import ALPHABET, fault, remark, synthetic


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "914403001922038216", "9132120329141777XY"])
def test_known_codes_pass(code):
    assert fault(code) is None


@given(st.integers(0, 99_999_999), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_substitution_is_found(n, place, other):
    code = synthetic(n)
    wrong = code[:place] + other + code[place + 1 :]
    assert (fault(wrong) is None) == (wrong == code)
    assert remark(code) is None


@given(st.integers(0, 99_999_999), st.integers(0, 16))
def test_every_swap_of_neighbours_is_found(n, place):
    code = synthetic(n)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (fault(wrong) is None) == (wrong == code)


def test_length_and_letters_are_named():
    assert "17位" in fault("9135010000010Y431")
    assert "I" in fault("91350100M000I00Y43")
