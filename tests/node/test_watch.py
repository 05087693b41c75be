"""Watching: sites that are slow, broken, busy, moved or unchanged, each left alone as it asks, and nothing lost."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.report.test_readers import ATOM, RSS
from trucekeeper.cli import app
from trucekeeper.node.intake import Origin, Taken
from trucekeeper.node.node import Node
from trucekeeper.node.reports import taken_in
from trucekeeper.node.watch import watch_round

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def node(tmp_path: Path, gaza_case_dir: Path):
    made = Node.create(tmp_path / "node", gaza_case_dir)
    yield made
    made.close()


def round_at(node: Node, urls: list[str], now: datetime, *, private: bool = True) -> dict[str, Counter[str]]:
    return {
        url.rsplit("/", 1)[-1]: Counter(one.became if isinstance(one, Taken) else one.message for one in found)
        for url, found in watch_round(node, urls, Origin(), now=now, private=private)
    }


def test_what_goes_wrong_at_one_address_is_said_and_the_others_go_in(node: Node, site, monkeypatch):
    monkeypatch.setattr("trucekeeper.wire.wire.TIMEOUT_SECONDS", 0.3)
    hold = threading.Event()

    def slow(_):
        hold.wait(10)
        return 200, {}, RSS.encode()

    site.give("/robots.txt", "User-agent: *\nDisallow: /kept-back\n", "text/plain")
    site.pages |= {
        "/slow": slow,
        "/broken": (500, {}, b""),
        "/busy": (429, {"Retry-After": "3600"}, b""),
        "/cut": (200, {"Content-Length": "9000"}, b"<rss>"),
        "/moved": (301, {"Location": "/atom"}, b""),
        "/round": (302, {"Location": "/round"}, b""),
    }
    site.give("/atom", ATOM, "application/atom+xml")
    site.give("/good", RSS, "text/xml")
    site.give("/noise", b"\x00\x01\x02" * 99, "application/octet-stream")
    site.give("/empty", "", "text/xml")
    names = ["slow", "broken", "busy", "cut", "moved", "round", "noise", "empty", "kept-back", "good"]
    found = round_at(node, [f"{site.address}/{name}" for name in names], NOW)
    hold.set()
    assert found["good"] == {"new": 2, "an item without title and text; left out": 1}
    assert found["moved"] == {"new": 1}
    for name, said in (
        ("slow", "/slow"),
        ("broken", "status 500"),
        ("busy", "status 429"),
        ("cut", "without sending complete"),
        ("round", "redirects more than"),
        ("noise", "no reader knows this format"),
        ("empty", "the answer is empty"),
        ("kept-back", "robots.txt"),
    ):
        assert any(said in message for message in found[name]), (name, found[name])
    assert "/kept-back" not in [path for path, _ in site.asked]
    assert len(list(taken_in(node.ledger, node.person("operator")))) == 3


def test_a_redirect_to_a_private_network_is_not_followed_from_a_public_one(node: Node, site, monkeypatch):
    import ipaddress

    site.pages["/out"] = (302, {"Location": "http://127.0.0.2:1/secret"}, b"")
    real = ipaddress.ip_address

    class Public:
        is_global = True

    monkeypatch.setattr(
        "trucekeeper.wire.wire.ipaddress.ip_address", lambda text: Public() if text == "127.0.0.1" else real(text)
    )
    found = round_at(node, [f"{site.address}/out"], NOW, private=False)
    assert any("127.0.0.2, an address of a private network; it is not asked" in said for said in found["out"])


def test_a_busy_site_is_left_alone_over_rounds_and_asked_again_when_it_said(node: Node, site):
    site.pages["/busy"] = (429, {"Retry-After": "3600"}, b"")
    url = f"{site.address}/busy"
    round_at(node, [url], NOW)
    site.give("/busy", ATOM, "text/xml")
    assert round_at(node, [url], NOW + timedelta(minutes=59))["busy"].total() == 1
    assert [path for path, _ in site.asked].count("/busy") == 1
    assert round_at(node, [url], NOW + timedelta(minutes=61))["busy"] == {"new": 1}


def test_a_site_is_asked_by_one_connection_at_a_time(node: Node, site):
    at_once, most, lock = 0, 0, threading.Lock()

    def page(_):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.05)
        with lock:
            at_once -= 1
        return 200, {"Content-Type": "text/xml"}, ATOM.encode()

    for name in "abcd":
        site.pages[f"/{name}"] = page
    round_at(node, [f"{site.address}/{name}" for name in "abcd"], NOW)
    assert most == 1


def test_a_visit_is_remembered_only_after_what_it_gave_went_in(node: Node, site, monkeypatch):
    def feed(handler):
        unchanged = handler.headers.get("If-None-Match") == '"1"'
        return (304, {}, b"") if unchanged else (200, {"ETag": '"1"', "Content-Type": "text/xml"}, RSS.encode())

    site.pages["/feed"] = feed
    url = f"{site.address}/feed"

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(node.ledger, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        round_at(node, [url], NOW)
    monkeypatch.undo()
    assert round_at(node, [url], NOW)["feed"]["new"] == 2
    assert round_at(node, [url], NOW)["feed"] == {"nothing new": 1}


def test_the_command_asks_again_and_again_until_it_is_interrupted(
    tmp_path: Path, gaza_case_dir: Path, site, monkeypatch
):
    folder = tmp_path / "node"
    Node.create(folder, gaza_case_dir).close()
    site.give("/feed", RSS, "text/xml", ETag='"1"')
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("trucekeeper.cli.intake.time.sleep", rest)
    args = ["intake", f"{site.address}/feed", "--watch", "--every", "60", "--private", "--node", str(folder)]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    assert rests == [60, 60]
    assert "2 new" in result.stdout
    assert "2 known" in result.stdout
    refused = CliRunner().invoke(app, ["intake", "a.txt", "--watch", "--node", str(folder)])
    assert "no address; --watch asks addresses of the web" in str(refused.exception)


def test_a_page_that_is_a_book_or_more_than_an_answer_may_be_is_said(node: Node, site, monkeypatch):
    body = "<p>Residents said that the road was closed for three hours on Sunday.</p>" * 20_000
    site.give("/book", f"<html><body><article>{body}</article></body></html>")
    site.give("/more", b"<html>" + b"x" * 10_100_000)
    found = round_at(node, [f"{site.address}/book", f"{site.address}/more"], NOW)
    assert any("more than 1,000,000; split it" in said for said in found["book"])
    assert any("larger than 10000000 bytes" in said for said in found["more"])
