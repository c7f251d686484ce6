"""The two languages of the product (B8). Swedish is the default."""

SWEDISH, ENGLISH = "sv", "en"


def preferred_language(accept_language: str | None) -> str:
    """`en` where a reader asks for English before Swedish (Accept-Language), else `sv`."""
    for part in _by_quality(accept_language or ""):
        if part.startswith(ENGLISH):
            return ENGLISH
        if part.startswith(SWEDISH):
            return SWEDISH
    return SWEDISH


def _by_quality(header: str) -> list[str]:
    """The header's language tags, most wanted first; what cannot be read counts as unwanted."""
    weighted = []
    for part in header.lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        weighted.append((-weight, tag))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: pair[0]) if weight < 0]
