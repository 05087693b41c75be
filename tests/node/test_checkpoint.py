"""A checkpoint for partners, and an authority's time stamp on it: asked through the wire, checked against its root."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.databases import begun_node
from tests.stamps import Authority, served
from trucekeeper.cli import app
from trucekeeper.errors import BadInput, NoAnswer
from trucekeeper.ledger import read_checkpoint
from trucekeeper.node.checkpoint import give_checkpoint, stamped_at


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def node(tmp_path: Path):
    with begun_node(tmp_path / "node") as opened:
        yield opened


def test_a_stamped_checkpoint_is_given_entered_and_checked(node, tmp_path: Path, authority: Authority):
    (tmp_path / "root.pem").write_bytes(authority.pem)
    given = tmp_path / "checkpoint.json"
    with served(lambda query: (200, authority.answer(query))) as url:
        paths = give_checkpoint(node, given, authority=url, private=True)
    assert [path.name for path in paths] == ["checkpoint.json", "checkpoint.json.tsr"]
    assert abs(stamped_at(given, tmp_path / "root.pem") - datetime.now(UTC)) < timedelta(minutes=1)
    assert node.ledger.verify(read_checkpoint(given)).ok
    assert node.ledger.page("checkpoint")[0].body["authority"] == url
    args = ["verify", "--node", str(node.folder), "--checkpoint", str(given), "--authority", str(tmp_path / "root.pem")]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    assert "stamped at" in done.stderr


def test_a_stamp_on_other_data_or_by_a_stranger_does_not_hold(node, tmp_path: Path, authority: Authority):
    (tmp_path / "root.pem").write_bytes(authority.pem)
    (tmp_path / "stranger.pem").write_bytes(Authority().pem)
    given = tmp_path / "c.json"
    with served(lambda query: (200, authority.answer(query))) as url:
        give_checkpoint(node, given, authority=url, private=True)
    with pytest.raises(NoAnswer, match="does not hold"):
        stamped_at(given, tmp_path / "stranger.pem")
    given.write_bytes(given.read_bytes().replace(b'"count": ', b'"count":  '))
    with pytest.raises(NoAnswer, match="does not hold"):
        stamped_at(given, tmp_path / "root.pem")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda _: (500, b""), "answered with status 500"),
        (lambda _: (200, b"hello"), "the answer is no time stamp"),
        (lambda _: (200, b"x" * 11_000_000), "larger than 10000000 bytes"),
    ],
)
def test_an_authority_that_does_not_stamp_leaves_nothing(node, tmp_path: Path, answer, said: str):
    before = node.ledger.head()
    with served(answer) as url, pytest.raises(NoAnswer, match=said):
        give_checkpoint(node, tmp_path / "c.json", authority=url, private=True)
    assert not (tmp_path / "c.json").exists()
    assert node.ledger.head() == before


def test_a_private_address_is_not_asked_unless_allowed_and_nobody_there_is_said(node, tmp_path: Path):
    with pytest.raises(BadInput, match=r"127\.0\.0\.1, an address of a private network"):
        give_checkpoint(node, tmp_path / "c.json", authority="http://localhost:9/")
    with pytest.raises(NoAnswer, match="Connection refused"):
        give_checkpoint(node, tmp_path / "c.json", authority="http://127.0.0.1:9/", private=True)
    with pytest.raises(BadInput, match="no http or https address"):
        give_checkpoint(node, tmp_path / "c.json", authority="file:///etc/passwd")


def test_a_checkpoint_is_never_overwritten_and_what_is_none_says_so(node, tmp_path: Path):
    give_checkpoint(node, tmp_path / "c.json")
    with pytest.raises(BadInput, match="never overwritten"):
        give_checkpoint(node, tmp_path / "c.json")
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(BadInput, match="not a checkpoint"):
        read_checkpoint(tmp_path / "x.json")
