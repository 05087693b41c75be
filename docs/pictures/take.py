"""Take the pictures of the screens anew: ``make pictures``. Needs Chromium."""

import os
import secrets
import shutil
import sys
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from playwright.sync_api import sync_playwright

from trucekeeper.case import bundled_cases
from trucekeeper.ledger import OPERATOR, Item
from trucekeeper.node.accounts import keep_password
from trucekeeper.node.intake import Origin, Taken, asked, take_file
from trucekeeper.node.node import Node
from trucekeeper.node.triage import translate, triage
from trucekeeper.node.worker import catch_up

HERE = Path(__file__).parent
LAPTOP = {"width": 1366, "height": 768}
HEBREW = "תושבים אמרו שהכביש נסגר לשלוש שעות ביום ראשון."
REPORTS = (
    (HEBREW, "Invented newspaper"),
    ("قال شهود إن شاحنتين انتظرتا عند المعبر حتى المساء.", "صحيفة مختلقة"),
    ("Residents said that a road near Rafah was closed from noon.", "Invented agency"),
)
"""Texts that nobody said, for the pictures of the queue: each with an outlet that there is none of."""
SCREENS = {
    "incidents": "incidents/",
    "incident": "incidents/gz-0019%231",
    "reports": "reports/",
    "findings": "findings/",
    "agreement": "agreement/",
    "obligation": "agreement/O-01",
    "figures": "figures/",
    "figure": "figures/aid_trucks_entered",
    "changes": "figures/killed_since_ceasefire?from=2025-10-30&to=2025-11-02",
}
PHONE = {"width": 390, "height": 844}


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def fill_queue(node: Node) -> str:
    """Take a few invented reports in, and return the one that has an owner, a deadline and translations."""
    taken = []
    for text, source in REPORTS:
        path = node.folder.parent / "report.txt"
        path.write_text(text, encoding="utf-8")
        found = take_file(node, path, Origin(source=source), told=asked(node, person=OPERATOR))
        taken += [one.report for one in found if isinstance(one, Taken)]
    today = datetime.now(node.case().zone).date()
    for report, days in zip(taken, (-2, 3), strict=False):
        due = (today + timedelta(days=days)).isoformat()
        triage(node, report, person=OPERATOR, state="in_review", owner="reader", due=due)
    for lang, text in (
        ("ar", "قال سكان إن الطريق أُغلق ثلاث ساعات يوم الأحد."),
        ("en", "Residents said that the road was closed for three hours on Sunday."),
    ):
        translate(node, taken[0], person=OPERATOR, lang=lang, translator="Invented translation desk", text=text)
    return taken[0]


def take_in_record(node: Node) -> dict[str, str]:
    """Take the sentence of a record row in as prose in each language, and return the reports: their claims are read."""
    row = next(row for row in node.case().rows if row.id == "gz-0019")
    taken = {}
    for lang in ("ar", "en"):
        path = node.folder.parent / f"prose.{lang}.txt"
        path.write_text(row.summary[lang], encoding="utf-8")
        found = take_file(node, path, Origin(source="this project"), told=asked(node, person=OPERATOR))
        taken[lang] = next(one.report for one in found if isinstance(one, Taken))
    catch_up(node)
    return taken


def main() -> None:
    """Make a node, sign in, and take each screen in both languages."""
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        node = Node.create(Path(folder) / "node", bundled_cases() / "gaza-2025", administrator="administrator")
        person = {"person": "reader", "organisation": "local", "markings": ["CLEAR"]}
        items = [
            Item("p", "person", person),
            Item("r", "right", {"person": "reader", "role": "assessor", "granted": True}),
        ]
        node.ledger.append(items, author="administrator", recorded_at=node.ledger.page(limit=1)[0].recorded_at)
        password = secrets.token_urlsafe(12)
        keep_password("reader", password)
        catch_up(node)
        report = fill_queue(node)
        prose = take_in_record(node)
        os.environ["TRUCEKEEPER_NODE"] = str(node.folder)
        from trucekeeper.node.wsgi import application

        with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server, sync_playwright() as player:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}"
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for lang in ("ar", "en"):
                page = browser.new_page(viewport=LAPTOP)
                page.goto(f"{address}/{lang}/sign-in")
                page.screenshot(path=HERE / f"sign-in.{lang}.png")
                page.fill("#id_username", "reader")
                page.fill("#id_password", password)
                page.click("form.sign-in button")
                page.screenshot(path=HERE / f"scene.{lang}.png")
                page.goto(f"{address}/{lang}/reports/{report}")
                page.screenshot(path=HERE / f"report.{lang}.png")
                page.goto(f"{address}/{lang}/reports/{prose[lang]}#claims")
                page.screenshot(path=HERE / f"claims.{lang}.png")
                page.goto(f"{address}/{lang}/findings/gz-0019%231")
                page.click("details >> nth=0")
                page.screenshot(path=HERE / f"finding.{lang}.png")
                for name, address_of in SCREENS.items():
                    page.goto(f"{address}/{lang}/{address_of}")
                    page.screenshot(path=HERE / f"{name}.{lang}.png")
                page.set_viewport_size(PHONE)
                page.goto(f"{address}/{lang}/?as_of=2025-11-02")
                page.screenshot(path=HERE / f"scene-phone.{lang}.png")
                page.close()
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
