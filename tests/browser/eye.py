"""What somebody who can't see, hear, aim or scroll sideways meets on a page as it stands."""

from typing import Any

from playwright.sync_api import Frame, Page

from tests.browser.axe import findings
from tests.browser.visitor import PHONE

PC: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
STILL: dict[str, Any] = {"reduced_motion": "reduce", "bypass_csp": True}
"""Nothing moves or fades, and the test's own axe is let in."""
_NARROW = 320
"""CSS pixels: a screen of 1,280 at 400 % (WCAG 1.4.10)."""
_FINGER, _POINTER = 44, 24
"""How high a control is at least, for a thumb (M1) and for a mouse (WCAG 2.5.8)."""

_SMALL = """least => {
  const controls = "button, select, summary, [role=tab], nav a, a.button, .segment, .staffed";
  return [...document.querySelectorAll(controls)].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    const shown = one.checkVisibility({ visibilityProperty: true }) && width > 3;
    return shown && (height < least || width < 24);
  }).map((one) => `small: ${one.outerHTML.slice(0, 160)}`);
}"""
_HIDDEN = """() => {
  const shown = { visibilityProperty: true, opacityProperty: true };
  const sticks = ["sticky", "fixed"];
  const bars = [...document.querySelectorAll("body *")]
    .filter((one) => sticks.includes(getComputedStyle(one).position));
  const seen = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const parts = [0.1, 0.5, 0.9];
    return width < 3 || parts.some((x) => parts.some((y) => {
      const there = document.elementFromPoint(left + width * x, top + height * y);
      return there !== null && !bars.some((bar) => bar.contains(there) && !bar.contains(one));
    }));
  };
  const before = document.activeElement;
  const page = document.querySelector("dialog:modal") ?? document;
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const wrong = [...page.querySelectorAll(stops)].filter((one) => {
    if (!one.checkVisibility(shown)) return false;
    one.focus();
    return document.activeElement === one && !seen(one);
  });
  if (before !== document.body) before?.focus();
  return wrong.map((one) => `hidden: ${one.outerHTML.slice(0, 160)}`);
}"""
_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 4).map((one) => `wide: ${one.outerHTML.slice(0, 160)}`)"""


def look(page: Page, shown: Page | Frame, device: dict[str, Any]) -> list[str]:
    """All that is wrong with what is shown, which may be a frame of the page.

    Colours are the same on both devices, so the dark ones are looked at on the PC alone.
    """
    wrong = findings(shown)
    wrong += shown.evaluate(_SMALL, _FINGER if device is PHONE else _POINTER)
    wrong += shown.evaluate(_HIDDEN)
    if device is PC:
        page.emulate_media(color_scheme="dark")
        wrong += [f"dark {found}" for found in findings(shown, ["color-contrast"])]
        page.emulate_media(color_scheme="light")
    elif isinstance(shown, Page):
        page.set_viewport_size({"width": _NARROW, "height": 844})
        wrong += shown.evaluate(_WIDE)
        page.set_viewport_size(PHONE["viewport"])
    return wrong
