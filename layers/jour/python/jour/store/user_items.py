"""Users as the table keeps them."""

from jour.organisation import PasswordPolicy
from jour.store import keys
from jour.store.expression import Item
from jour.user import Credential, Distance, Role, Softphone, User


def user_from_item(item: Item) -> User:
    return User(
        id=item["id"],
        org=item["org"],
        name=item["name"],
        email=item["email"],
        credential=_optional(item.get("credential")),
        roles=frozenset(Role(role) for role in item["roles"]),
        groups=tuple(item["groups"]),
        disabled=item.get("disabled", False),
        history=tuple(_credential(old) for old in item.get("history", ())),
        distance=_distance(item.get("distance")),
        softphone=_softphone(item.get("softphone")),
        temporary=_optional(item.get("temporary")),
        language=item.get("language", "sv"),
        language_chosen=item.get("language_chosen", False),
        version=item.get("version", 1),
    )


def _distance(item: Item | None) -> Distance | None:
    if item is None:
        return None
    return Distance(
        item["number"],
        item.get("alternative_number"),
        tuple(item["preselected_groups"]),
        _optional(item.get("pin")),
    )


def distance_to_item(distance: Distance | None) -> Item | None:
    if distance is None:
        return None
    fields = {
        "number": distance.number,
        "alternative_number": distance.alternative_number,
        "preselected_groups": list(distance.preselected_groups),
        "pin": distance.pin and credential_to_item(distance.pin),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _softphone(item: Item | None) -> Softphone | None:
    return None if item is None else Softphone(item["connect_user"], item["id"])


def softphone_to_item(softphone: Softphone | None) -> Item | None:
    if softphone is None:
        return None
    return {"connect_user": softphone.connect_user, "id": softphone.id}


def user_to_item(user: User) -> Item:
    return {
        "org_pk": keys.users_of(user.org),
        "org_sk": user.id,
        "id": user.id,
        "org": user.org,
        "name": user.name,
        "email": user.email,
        "credential": user.credential and credential_to_item(user.credential),
        "roles": sorted(role.value for role in user.roles),
        "groups": list(user.groups),
        "disabled": user.disabled,
        "history": [credential_to_item(old) for old in user.history],
        "distance": distance_to_item(user.distance),
        "softphone": softphone_to_item(user.softphone),
        "temporary": user.temporary and credential_to_item(user.temporary),
        "language": user.language,
        "language_chosen": user.language_chosen,
        "version": user.version,
    }


def _optional(item: Item | None) -> Credential | None:
    return None if item is None else _credential(item)


def _credential(item: Item) -> Credential:
    return Credential(
        item["hash"],
        item["pepper"],
        item["set_at"],
        item["temporary"],
        PasswordPolicy(item.get("policy", PasswordPolicy.STANDARD)),
        item.get("used", False),
    )


def credential_to_item(credential: Credential) -> Item:
    return {
        "hash": credential.password_hash,
        "pepper": credential.pepper,
        "set_at": credential.set_at,
        "temporary": credential.temporary,
        "policy": credential.policy.value,
        "used": credential.used,
    }
