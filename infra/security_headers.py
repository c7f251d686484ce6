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


CHAT = "/chat/"  # What customers' websites embed: a script, and the page of its frame.
CHAT_SCRIPT = "/chat/jour-chat.js"

# The chat's page may stand in a frame on any website, and websites may load its script. Its cookie
# is partitioned by that website, so that no site can act in a chat that is had on another one.
CHAT_HEADERS = {
    name: value for name, value in SECURITY_HEADERS.items() if name != "X-Frame-Options"
} | {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def headers_of(path: str) -> dict[str, str]:
    """What the answer at this path carries."""
    return CHAT_HEADERS if path.startswith(CHAT) else SECURITY_HEADERS


ASSETS = "/assets/"  # Files here bear a hash of their content in their name.
KEEP_FOR_EVER = "public, max-age=31536000, immutable"
ASK_EVERY_TIME = "no-cache"
SCRIPT_SECONDS = 5 * 60
KEEP_A_WHILE = f"public, max-age={SCRIPT_SECONDS}"  # Its name never changes, its content may.


def cache_control(path: str) -> str:
    """How long a browser may keep the file at this path of the site."""
    if path.startswith(ASSETS):
        return KEEP_FOR_EVER
    return KEEP_A_WHILE if path == CHAT_SCRIPT else ASK_EVERY_TIME
