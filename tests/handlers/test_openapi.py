"""The API's document is true."""

import json

import pytest

from docs.openapi import TARGET, _add, document, text


def test_the_document_is_the_one_that_the_routes_generate() -> None:
    """docs/openapi.json follows the code: `make docs` writes it anew."""
    assert TARGET.read_text() == text()


def test_every_route_of_the_contract_stands_in_it() -> None:
    """The contract's routes, with what they take and what they refuse."""
    routes = {(path, method) for path, ops in document()["paths"].items() for method in ops}
    assert {
        ("/api/login", "post"),
        ("/api/logout", "post"),
        ("/api/session", "get"),
        ("/api/admin/presence-log", "get"),
        ("/api/admin/users/{user_id}/logout", "post"),
    } <= routes
    login = document()["paths"]["/api/login"]["post"]
    assert login["responses"].keys() == {"200", "default"}
    assert "LoginBody" in json.dumps(login["requestBody"])


def test_two_models_of_one_name_are_noticed() -> None:
    """Issue 11.8: three such pairs once made the document wrong about six routes."""
    known = {"EntryView": {"type": "object"}}
    _add({"EntryView": {"type": "object"}}, known)
    with pytest.raises(ValueError, match="called EntryView"):
        _add({"EntryView": {"type": "string"}}, known)
