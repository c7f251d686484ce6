"""Hops as items and back."""

from jour.hop import Hop, HopKind, HopResult
from jour.store.expression import Item


def hop_from_item(item: Item) -> Hop:
    result = item.get("result")
    return Hop(
        kind=HopKind(item["kind"]),
        to=item["to"],
        name=item["name"],
        by=item["by"],
        by_name=item["by_name"],
        by_phone=item["by_phone"],
        set_at=item["set_at"],
        invites=tuple(item["invites"]),
        began_at=item.get("began_at"),
        offers=item["offers"],
        result=HopResult(result) if result else None,
        is_rung=item["is_rung"],
    )


def hop_to_item(hop: Hop) -> Item:
    fields = {
        "kind": hop.kind.value,
        "to": hop.to,
        "name": hop.name,
        "by": hop.by,
        "by_name": hop.by_name,
        "by_phone": hop.by_phone,
        "set_at": hop.set_at,
        "invites": list(hop.invites),
        "began_at": hop.began_at,
        "offers": hop.offers,
        "result": hop.result and hop.result.value,
        "is_rung": hop.is_rung,
    }
    return {name: value for name, value in fields.items() if value is not None}
