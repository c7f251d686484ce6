"""The headers that every page and answer carries, and how long each file may be kept.

Spelt once: CloudFront (infra/edge.py) and the local front door both read them from here, so a page
that works on one machine works behind the other. Plain Python, importable without the CDK.
"""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# Strict-Transport-Security is CloudFront's alone: browsers ignore it over plain HTTP.
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def with_softphone(origin: str) -> dict[str, str]:
    """The same for pages that embed Connect's softphone from this origin (D7).

    It is a frame that uses the microphone, and whose login opens in a window of its own.
    """
    microphone = f'microphone=(self "{origin}")'
    return SECURITY_HEADERS | {
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-src {origin}",
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Permissions-Policy": PERMISSIONS_POLICY.replace("microphone=()", microphone),
    }


ASSETS = "/assets/"  # Files here bear a hash of their content in their name.
KEEP_FOR_EVER = "public, max-age=31536000, immutable"
ASK_EVERY_TIME = "no-cache"


def cache_control(path: str) -> str:
    """How long a browser may keep the file at this path of the site."""
    return KEEP_FOR_EVER if path.startswith(ASSETS) else ASK_EVERY_TIME
