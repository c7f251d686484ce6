"""Generates docs/openapi.json from the functions' own routes: `make docs`.

A test keeps the file true. What a route answers in a refusal is one schema, `Problem`.
"""

import importlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("openapi.json")
_COOKIE = {"type": "apiKey", "in": "cookie", "name": "__Host-jour"}
_PUBLIC = {
    "/api/login",
    "/api/password/forgotten",
    "/api/chats/groups/{organisation}/{group}",
    "/api/chats",
    "/api/chats/messages",
}
_CHAT_COOKIE = {"type": "apiKey", "in": "cookie", "name": "__Host-jour-chat"}
_CUSTOMERS = "/api/chats/current"
"""Addresses under this one know a customer by the cookie of their chat."""
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable; `detail` is a sentence in the reader's language.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "reason": {"type": "string", "description": "With `logged_out`: why."},
        "by": {"type": "string", "description": "With `logged_out`: who or what."},
        "at": {"type": "string", "format": "date-time", "description": "With `logged_out`: when."},
        "errors": {
            "type": "array",
            "description": "With `invalid_request`: each field and the rule it breaks.",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "rule": {"type": "string"}},
            },
        },
    },
}


def document() -> dict[str, Any]:
    """The OpenAPI document of every HTTP function together."""
    merged: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Jour", "version": "1", "description": "Login, presence and hand-out."},
        "paths": {},
        "components": {
            "schemas": {"Problem": _PROBLEM},
            "securitySchemes": {"login": _COOKIE, "chat": _CHAT_COOKIE},
        },
        "security": [{"login": []}],
    }
    for name in http_functions():
        app = importlib.import_module(f"functions.{name}.handler").app
        part = json.loads(app.get_openapi_json_schema(title="Jour", version="1"))
        for path, operations in part["paths"].items():
            merged["paths"][path] = _with_problems(operations, public=path in _PUBLIC)
            if path.startswith(_CUSTOMERS):
                for operation in operations.values():
                    operation["security"] = [{"chat": []}]
        _add(_schemas(part), merged["components"]["schemas"])
    return merged


def _add(more: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Two models of one name would make the document say one thing and a function do another."""
    for name, schema in more.items():
        if schemas.setdefault(name, schema) != schema:
            raise ValueError(f"two different models are called {name}")


def http_functions() -> list[str]:
    """The functions that answer HTTP: those whose handler has an `app`."""
    handlers = sorted((ROOT / "functions").glob("*/handler.py"))
    return [path.parent.name for path in handlers if "\napp = Api()" in path.read_text()]


def _with_problems(operations: dict[str, Any], *, public: bool) -> dict[str, Any]:
    """The library's own 422 gives way to ours, which every refusal has."""
    for operation in operations.values():
        if public:
            operation["security"] = []
        operation["responses"].pop("422", None)
        for without_body in ("202", "204"):
            operation["responses"].get(without_body, {}).pop("content", None)
        operation["responses"]["default"] = {
            "description": "A refusal",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    return operations


def _schemas(part: dict[str, Any]) -> dict[str, Any]:
    schemas: dict[str, Any] = part.get("components", {}).get("schemas", {})
    foreign = ("ValidationError", "HTTPValidationError", "ResponseValidationError")
    return {name: schema for name, schema in schemas.items() if name not in foreign}


def text() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text())
    print(f"Wrote {TARGET.name}")
