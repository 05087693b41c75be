"""Linking is a function of the set of accounts: order, rebuilding and adding one by one change nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from trucekeeper.incident import Linker
from trucekeeper.incident.account import Account

DAY = 739_000


@st.composite
def accounts(draw, most: int = 14) -> list[Account]:
    """Draw accounts of few places, days and words, so that many of them meet."""
    made = []
    for number in range(draw(st.integers(1, most))):
        town = draw(st.integers(0, 3))
        words = draw(st.frozensets(st.integers(0, 5), min_size=1, max_size=5))
        start = DAY + draw(st.integers(0, 6))
        made.append(
            Account(
                id=f"r{number}#1",
                source=f"s{draw(st.integers(0, 2))}",
                own=frozenset((f"town {town}",)) if draw(st.booleans()) else frozenset((f"gov {town // 2}",)),
                reach=frozenset((f"gov {town // 2}",)),
                governorate=f"gov {town // 2}" if draw(st.booleans()) else None,
                start=start,
                end=start + draw(st.integers(1, 2)),
                dated=draw(st.booleans()),
                acts=frozenset((draw(st.sampled_from(("shelling", "use_of_force"))),)),
                killed=draw(st.sampled_from((None, 3, 18, 20, 24))),
                injured=draw(st.sampled_from((None, 7))),
                names=frozenset(-2 - 2 * word for word in words),
                plain=frozenset(-1 - 2 * word for word in words),
                bands=draw(st.frozensets(st.integers(0, 3), max_size=1)),
            )
        )
    return [one._replace(reach=one.reach - one.own) for one in made]


def linked(some, **judged) -> Linker:
    linker = Linker(**judged)
    linker.add(some)
    return linker


def state(linker: Linker) -> tuple[list[list[str]], list[tuple[str, str, float]]]:
    return linker.groups(), [(one.a, one.b, round(one.score, 9)) for one in linker.doubtful()]


@given(accounts(), st.randoms())
def test_order_of_arrival_does_not_change_the_partition(some, chance):
    other = list(some)
    chance.shuffle(other)
    assert state(linked(some)) == state(linked(other))


@given(accounts(), st.randoms(), st.data())
def test_added_one_by_one_they_are_linked_as_all_at_once(some, chance, data):
    order = list(some)
    chance.shuffle(order)
    linker = Linker()
    while order:
        step = data.draw(st.integers(1, len(order)))
        linker.add(order[:step])
        order = order[step:]
    assert state(linker) == state(linked(some))


@given(accounts())
def test_what_is_added_twice_is_there_once(some):
    linker = linked(some)
    before = state(linker)
    linker.add(some)
    assert state(linker) == before


@given(accounts())
def test_likeness_joins_nothing_across_governorates(some):
    held = {one.id: one.governorate for one in some}
    assert all(len({held[name] for name in group} - {None}) <= 1 for group in linked(some).groups())


@given(accounts(), st.data())
def test_judgements_bind(some, data):
    names = [one.id for one in some]
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names))
    same = [p for p in data.draw(st.lists(pair, max_size=3)) if p[0] != p[1]]
    groups = linked(some, same=same).groups()
    home = {name: number for number, group in enumerate(groups) for name in group}
    assert all(home[a] == home[b] for a, b in same)
    joined = [(group[0], other) for group in linked(some).groups() for other in group[1:]]
    for pair_apart in joined[:3]:
        home = {n: at for at, g in enumerate(linked(some, different=[pair_apart]).groups()) for n in g}
        assert home[pair_apart[0]] != home[pair_apart[1]]


@settings(max_examples=30)
@given(accounts(), st.randoms())
def test_judgements_do_not_make_the_order_matter(some, chance):
    names = [one.id for one in some]
    judged = {"same": [(names[0], names[-1])], "different": [(names[0], names[len(names) // 2])]}
    other = list(some)
    chance.shuffle(other)
    assert linked(some, **judged).groups() == linked(other, **judged).groups()


def test_ten_thousand_copies_of_one_text_are_one_group_in_linear_work():
    one = Account(
        id="",
        source="",
        own=frozenset(("town",)),
        reach=frozenset(),
        governorate=None,
        start=DAY,
        end=DAY + 2,
        dated=False,
        acts=frozenset(("shelling",)),
        killed=3,
        injured=None,
        names=frozenset((-2, -4)),
        plain=frozenset((-1, -3)),
        bands=frozenset(),
    )
    same_text = [one._replace(id=f"r{n:05}#1", source=f"s{n}") for n in range(10_000)]
    edited = [
        one._replace(
            id=f"e{n:05}#1", source=f"s{n}", plain=frozenset((-1, -3, -5 - 2 * n)), bands=frozenset((n, n + 1))
        )
        for n in range(10_000)
    ]
    linker = linked([*same_text, *edited])
    sizes = sorted(len(group) for group in linker.groups())
    assert sum(sizes) == 20_000
    assert sizes[-1] >= 10_000
    assert len(linker._shown) == 2
