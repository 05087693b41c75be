"""Canonical bytes: what is stored is what RFC 8785 would write, and what has no such form is refused with its path."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from trucekeeper.errors import BadInput
from trucekeeper.ledger import canonical
from trucekeeper.ledger.entry import LARGEST_INTEGER

keys = st.text(alphabet=st.characters(max_codepoint=127), max_size=5)
characters = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
numbers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
documents = st.recursive(
    st.none() | st.booleans() | numbers | characters, lambda inner: st.lists(inner) | st.dictionaries(keys, inner)
)


@given(documents)
def test_canonical_bytes_are_those_of_rfc_8785(document):
    assert canonical(document) == rfc8785.dumps(document)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"بلاغ": 1}, "is not ASCII"),
        ({"a": [1, {"b": 2.5}]}, r"\$\.a\[1\]\.b: a float has no canonical form"),
        ({"a": 2**53}, r"\$\.a: .* larger than 2\^53"),
        (["\ud800"], r"\$\[0\]: half of a surrogate pair"),
        ({"a": {1, 2}}, r"\$\.a: set is no JSON value"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_path(document, said: str):
    with pytest.raises(BadInput, match=said):
        canonical(document)
