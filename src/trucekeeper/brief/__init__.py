"""8. The scene for a period, in the reader's language, every sentence of which leads back to who said it."""

from trucekeeper.brief.brief import Brief, Section, make_brief
from trucekeeper.brief.render import to_html, to_json, to_markdown
from trucekeeper.brief.scene import Scene, make_scene

__all__ = ["Brief", "Scene", "Section", "make_brief", "make_scene", "to_html", "to_json", "to_markdown"]
