"""What axe finds wrong on a page, for whoever can't see, hear or point."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page | Frame, rules: list[str] = RULES) -> list[str]:
    """What axe finds on the page, or in the frame, as it stands, by these rules or their tags."""
    if not page.evaluate("'axe' in window"):
        if isinstance(page, Page):
            page.add_script_tag(path=AXE)
        else:
            # No element: the strict Content-Security-Policy of a website would keep it out.
            page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']}: {node['html']} ({node['failureSummary']})"
        for found in result["violations"]
        for node in found["nodes"]
    ]
