"""The one way to the network: bounded, guarded, polite."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from trucekeeper.errors import BadInput, NoAnswer
from trucekeeper.wire import Robots, Visit, get, poll

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_page_comes_with_its_headers_and_a_packed_one_unpacked(site):
    site.give("/a", "one", "text/html; charset=utf-8")
    site.give("/b", gzip.compress(b"two"), "text/plain", **{"Content-Encoding": "gzip"})
    answer = get(f"{site.address}/a", private=True)
    assert (answer.status, answer.content_type, answer.body) == (200, "text/html", b"one")
    assert get(f"{site.address}/b", private=True).body == b"two"


def test_redirects_are_followed_a_few_times_and_not_without_end(site):
    site.pages["/from"] = (302, {"Location": "/to"}, b"")
    site.give("/to", "there")
    site.pages["/round"] = (302, {"Location": "/round"}, b"")
    answer = get(f"{site.address}/from", private=True)
    assert (answer.body, answer.url) == (b"there", f"{site.address}/to")
    with pytest.raises(NoAnswer, match="redirects more than 5 times"):
        get(f"{site.address}/round", private=True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://169.254.169.254/latest"]
)
def test_an_address_of_a_private_network_is_not_asked(url: str):
    with pytest.raises(BadInput, match="private network"):
        get(url)


def test_a_redirect_to_a_private_network_is_refused_by_the_same_check(site, monkeypatch):
    """The first address is let through as if it were public; the redirect then meets the guard as it is."""
    import ipaddress

    site.pages["/out"] = (302, {"Location": "http://127.0.0.2:1/secret"}, b"")
    real = ipaddress.ip_address

    class Public:
        is_global = True

    monkeypatch.setattr(
        "trucekeeper.wire.wire.ipaddress.ip_address",
        lambda text: Public() if text == "127.0.0.1" else real(text),
    )
    with pytest.raises(BadInput, match=r"127\.0\.0\.2, an address of a private network"):
        get(f"{site.address}/out")


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "no address", "http://", "http://[x"])
def test_what_is_no_address_of_the_web_is_refused(url: str):
    with pytest.raises(BadInput, match="no http or https address"):
        get(url)


def test_too_much_is_refused_packed_or_not_and_a_lie_about_the_size_is_seen(site):
    site.give("/big", b"x" * 5000)
    site.give("/bomb", gzip.compress(b"0" * 50_000_000), "text/plain", **{"Content-Encoding": "gzip"})
    site.give("/short", b"abc", "text/plain", **{"Content-Length": "4000"})
    site.give("/notgzip", b"plain", "text/plain", **{"Content-Encoding": "gzip"})
    for path, limit, said in (
        ("/big", 1000, "larger than 1000 bytes"),
        ("/bomb", 100_000, "larger than 100000 bytes"),
        ("/short", 10_000, "without sending complete"),
        ("/notgzip", 10_000, "not packed as it says"),
    ):
        with pytest.raises(NoAnswer, match=said):
            get(site.address + path, private=True, largest=limit)


def test_a_site_that_does_not_answer_is_named(site, monkeypatch):
    monkeypatch.setattr("trucekeeper.wire.wire.TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr("trucekeeper.wire.wire.LONGEST_ANSWER_SECONDS", 0.0)
    import threading

    hold = threading.Event()
    site.pages["/slow"] = lambda _: (hold.wait(5) and (200, {}, b""), (200, {}, b"late"))[1]
    with pytest.raises(NoAnswer, match="/slow"):
        get(f"{site.address}/slow", private=True)
    hold.set()
    site.give("/drip", b"drop")
    with pytest.raises(NoAnswer, match="takes longer"):
        get(f"{site.address}/drip", private=True)


def test_what_has_not_changed_is_not_sent_again(site):
    def page(handler):
        unchanged = handler.headers.get("If-None-Match") == '"v1"'
        return (304, {}, b"") if unchanged else (200, {"ETag": '"v1"'}, b"news")

    site.pages["/feed"] = page
    robots = Robots(private=True)
    answer, visit = poll(f"{site.address}/feed", Visit(), robots=robots, now=NOW, private=True)
    assert answer is not None
    assert answer.body == b"news"
    answer, visit = poll(f"{site.address}/feed", visit, robots=robots, now=NOW, private=True)
    assert (answer, visit.said, visit.etag) == (None, "nothing new", '"v1"')


def test_a_busy_site_is_left_alone_as_long_as_it_asks_and_longer_after_each_failure(site):
    url = f"{site.address}/busy"
    site.pages["/busy"] = (429, {"Retry-After": "600"}, b"")
    robots = Robots(private=True)
    _, visit = poll(url, Visit(), robots=robots, now=NOW, private=True)
    assert visit.not_before == NOW + timedelta(minutes=10)
    asked = len(site.asked)
    answer, same = poll(url, visit, robots=robots, now=NOW + timedelta(minutes=9), private=True)
    assert (answer, len(site.asked)) == (None, asked)
    assert "not asked before" in same.said
    site.pages["/busy"] = (500, {}, b"")
    delays, at = [], NOW + timedelta(minutes=11)
    for _ in range(3):
        _, visit = poll(url, visit, robots=robots, now=at, private=True)
        delays.append(visit.not_before - at)
        at = visit.not_before + timedelta(seconds=1)
    assert delays == sorted(delays)
    assert delays[2] == 4 * delays[0]


def test_a_site_is_not_asked_for_what_its_robots_txt_keeps_back(site):
    site.give("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    site.give("/private/feed", "x")
    site.give("/feed", "y")
    robots = Robots(private=True)
    answer, visit = poll(f"{site.address}/private/feed", Visit(), robots=robots, now=NOW, private=True)
    assert (answer, "robots.txt" in visit.said) == (None, True)
    assert poll(f"{site.address}/feed", Visit(), robots=robots, now=NOW, private=True)[0] is not None
    assert [path for path, _ in site.asked] == ["/robots.txt", "/feed"]
