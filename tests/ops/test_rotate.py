"""Issue 10, point 6: secrets in Secrets Manager, with rotation that works."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from jour.authenticate import Gatekeeper
from jour.errors import Unauthenticated
from jour.front import HEADER, FrontDoor
from jour.kept_secret import AGAIN, KeptSecret
from jour.organisation import Channel
from jour.password import CHEAPEST, Passwords
from jour.push_subscription import Subscription, public_key
from jour.push_texts import Notice
from jour.settings import Settings
from jour.store.attempts import AttemptsStore
from jour.vapid import VapidKeys
from jour.web_push import Delivery, WebPush
from jour.wiring import Services
from ops.place import Deployed, Place
from ops.secret_versions import Kept, read, with_next, write
from ops.trouble import Trouble
from tests.builders import ANNAS_PASSWORD, identity, new_session
from tests.ops.conftest import Desk, Ran

ANNAS = "pepper-of-the-tests"
"""What her password in the tests' data is sealed with."""


@dataclass
class Vault:
    """The deployment's secrets, and functions that have read them at one time or another."""

    desk: Desk
    client: Any
    arns: Mapping[str, str]
    now: int = 1_800_000_000_000

    def values(self, name: str) -> dict[str, str]:
        text = self.client.get_secret_value(SecretId=self.arns[name])["SecretString"]
        values: dict[str, str] = json.loads(text)
        return values

    def services(self) -> Services:
        """Those of a function that starts now, and reads when it first needs to."""
        told = {f"JOUR_{name}_SECRET": arn for name, arn in self.arns.items()}
        return Services(Settings({"JOUR_TABLE": "jour", **told}), lambda: self.now)

    def gate(self) -> Gatekeeper:
        s = self.services()
        passwords = Passwords(KeptSecret(s.secrets.read_peppers, s.clock), CHEAPEST)
        return Gatekeeper(s.users, AttemptsStore(s.table), passwords)

    def logs_in(self, gate: Gatekeeper, password: str = ANNAS_PASSWORD) -> bool:
        try:
            gate.authenticate("anna", password, "192.0.2.1", self.now)
        except Unauthenticated:
            return False
        return True

    def rotate(self, *arguments: str) -> Ran:
        return self.desk.run("rotate", *arguments, "--json")

    def age(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two days pass since the secrets were written."""
        later = datetime.now(UTC) + timedelta(days=2)

        class Later(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> "Later":
                return cls.fromtimestamp(later.timestamp(), tz)

        monkeypatch.setattr("ops.rotate.datetime", Later)


@pytest.fixture
def vault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Vault:
    client = boto3.client("secretsmanager")
    made = {
        "PEPPER": {"current": "1", "1": ANNAS},
        "PUSH": {"current": "1", "1": "seed"},
        "FRONT": {"current": "f" * 64},
    }
    arns = {
        name: client.create_secret(Name=name, SecretString=json.dumps(value))["ARN"]
        for name, value in made.items()
    }
    outputs = {f"{name.capitalize()}SecretArn": arn for name, arn in arns.items()}
    core = Deployed({"TableName": "jour", **outputs}, {}, "CREATE_COMPLETE")
    monkeypatch.setattr(Place, "stack", lambda self, name="JourCore": core)
    return Vault(desk, client, arns)


def pepper_of(desk: Desk) -> str:
    user = desk.services.users.get("anna")
    assert user is not None
    assert user.credential is not None
    return user.credential.pepper


def test_a_rotation_of_the_pepper_keeps_every_password(vault: Vault, desk: Desk) -> None:
    """During it and after it; functions that read before it and since; the hash moves at login."""
    warm = vault.gate()
    assert vault.logs_in(warm)
    assert vault.rotate("pepper", "--yes").status == 0
    # The warm one knows the older alone, and lets her in by it.
    assert (vault.logs_in(warm), pepper_of(desk)) == (True, "1")
    assert (vault.logs_in(vault.gate()), pepper_of(desk)) == (True, "2")
    # Now her hash is of a version that the warm one has not read: it reads, and does not move back.
    assert (vault.logs_in(warm), pepper_of(desk)) == (True, "2")
    assert not vault.logs_in(warm, "wrong")
    assert not vault.logs_in(vault.gate(), "wrong")


def test_nothing_is_rotated_without_being_told_to(vault: Vault) -> None:
    """Dry by default, with what would be and what rests on it; no secret is printed."""
    before = vault.values("PEPPER")
    dry = vault.rotate("pepper")
    hashes = {row["version"]: (row["state"], row["hashes"]) for row in dry.json["versions"]}
    assert hashes == {"1": ("still fits", 2), "2": ("would be new", 0)}
    assert dry.json["done"] is False
    assert vault.values("PEPPER") == before
    assert before["1"] not in dry.out


def test_a_version_goes_once_nothing_rests_on_it_and_not_before(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alva has not logged in since: her hash keeps the older pepper alive, a rotation later too."""
    assert vault.rotate("pepper", "--yes").status == 0
    assert vault.logs_in(vault.gate())
    assert vault.rotate("pepper", "--yes").status == 0
    early = vault.rotate("pepper", "--retire", "--yes")
    assert early.status == 0, "both older ones are in use: there is nothing to wait for"
    assert vault.values("PEPPER").keys() == {"current", "1", "2", "3"}
    assert vault.logs_in(vault.gate())
    refused = vault.rotate("pepper", "--retire", "--yes")
    assert (refused.status, "not a day old" in refused.out) == (3, True)
    vault.age(monkeypatch)
    assert vault.rotate("pepper", "--retire", "--yes").status == 0
    assert vault.values("PEPPER").keys() == {"current", "1", "3"}
    assert vault.logs_in(vault.gate())


def test_of_two_operators_at_once_one_is_told(vault: Vault) -> None:
    """A version that was overwritten would leave passwords that nothing fits."""
    seen = read(vault.client, vault.arns["PEPPER"])
    write(vault.client, seen, with_next(seen.values, "first"))
    with pytest.raises(Trouble, match="Somebody else"):
        write(vault.client, seen, with_next(seen.values, "second"))
    assert vault.values("PEPPER")["2"] == "first"


def test_the_next_version_follows_the_highest() -> None:
    """Also past nine, and where versions between have gone."""
    values = {"current": "10", "2": "b", "10": "j"}
    assert with_next(values, "k") == {"current": "11", "2": "b", "10": "j", "11": "k"}


def test_a_rotation_of_the_push_keys_keeps_every_subscription(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The older one's key signs for it, also by a function that starts later; a newer one's key is
    found by a function that had read before."""
    s = desk.services
    s.sessions.log_in(new_session("s1", Channel.MOBILE, at=desk.now), desk.now)
    warm = vault.services().secrets.vapid_keys
    assert warm.known.current == "1"
    old = subscription("1", warm.known)
    s.push_subscriptions.put(identity("s1", Channel.MOBILE), old, desk.now)
    assert vault.rotate("vapid", "--yes").status == 0
    fresh = vault.services().secrets.vapid_keys
    assert fresh.known.current == "2"
    assert fresh.known.version_of(warm.known.public("1")) == "1"
    for keys in (warm, fresh):
        for version in ("1", "2"):
            assert signed(keys, subscription(version, fresh.known), monkeypatch)
    vault.age(monkeypatch)
    kept = vault.rotate("vapid", "--retire", "--yes")
    told = {row["version"]: (row["state"], row["subscriptions"]) for row in kept.json["versions"]}
    assert told == {"1": ("still fits", 1), "2": ("used for new ones", 0)}
    s.push_subscriptions.remove("demo", "anna", "s1")
    assert vault.rotate("vapid", "--retire", "--yes").json["done"] is True
    assert vault.values("PUSH").keys() == {"current", "2"}
    gone = vault.services().secrets.vapid_keys
    assert not signed(gone, old, monkeypatch), "forgotten, and made anew when the client is opened"


def subscription(version: str, keys: VapidKeys) -> Subscription:
    """A browser's; its own key is a point because ours is one."""
    point = keys.public("1")
    return Subscription(
        "demo", "anna", "s1", "https://fcm.googleapis.com/x", public_key(point), bytes(16),
        version, "sv", shows_caller=True,
    )  # fmt: skip


def signed(keys: KeptSecret[VapidKeys], to: Subscription, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a message is sent, under the key that the browser has subscribed with."""
    shown: list[str] = []

    def posted(self: Any, endpoint: str, body: bytes, headers: dict[str, str]) -> Delivery:
        shown.append(headers["Authorization"])
        return Delivery.TAKEN

    monkeypatch.setattr(WebPush, "_posted", posted)
    push = WebPush(keys, "https://jour.example.se", None, lambda: 0)
    delivery = push.send(to, Notice("tag", "title"))
    if delivery is Delivery.GONE:
        return False
    return keys.known.public(to.key) in shown[0]


@dataclass
class CloudFront:
    """A distribution, whose edges change some looks after it was told."""

    value: str
    told: int = 0
    looks_left: int = 0
    log: list[str] = field(default_factory=list)

    def get_distribution(self, Id: str) -> dict[str, Any]:
        self.looks_left = max(0, self.looks_left - 1)
        return {"Distribution": {"Status": "InProgress" if self.looks_left else "Deployed"}}

    def get_distribution_config(self, Id: str) -> dict[str, Any]:
        origins = [
            {"CustomHeaders": {"Items": [{"HeaderName": HEADER, "HeaderValue": self.value}]}}
        ]
        return {"DistributionConfig": {"Origins": {"Items": origins}}, "ETag": str(self.told)}

    def update_distribution(
        self, Id: str, IfMatch: str, DistributionConfig: dict[str, Any]
    ) -> None:
        assert str(self.told) == IfMatch
        [origin] = DistributionConfig["Origins"]["Items"]
        [header] = origin["CustomHeaders"]["Items"]
        self.value, self.looks_left = header["HeaderValue"], 3
        self.told += 1


@pytest.fixture
def cloudfront(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> CloudFront:
    cloud = CloudFront(vault.values("FRONT")["current"])
    place = Place.client
    core = Place.stack(Place())
    assert core is not None
    edge = Deployed({**core.outputs, "DistributionId": "E1"}, {}, "CREATE_COMPLETE")

    def client(self: Place, service: str, region: str | None = None) -> Any:
        return cloud if service == "cloudfront" else place(self, service, region)

    def slept(seconds: float) -> None:
        cloud.log.append(f"{seconds:.0f} s, told {cloud.told}")

    monkeypatch.setattr(Place, "client", client)
    monkeypatch.setattr(Place, "stack", lambda self, name="JourCore": edge)
    monkeypatch.setattr("ops.rotate_front.time.sleep", slept)
    return cloud


def admitted(door: FrontDoor, value: str) -> bool:
    return door.secret.known.admits(value) or door.secret.renewed().admits(value)


def test_a_rotation_of_the_front_doors_secret_cuts_nobody_off(
    vault: Vault, cloudfront: CloudFront
) -> None:
    """Functions accept it first, those too that a guess has just made read; then CloudFront shows
    it, and edges that show the one before are let in."""
    warm, old = vault.services().secrets.front, cloudfront.value
    assert admitted(warm, old)
    assert not admitted(warm, "guess")
    assert vault.rotate("front", "--yes").json["done"] is True
    assert cloudfront.value != old
    assert cloudfront.log[0] == "60 s, told 0", "it waits before it tells CloudFront"
    assert len(cloudfront.log) > 1, "and afterwards until all edges have it"
    vault.now += AGAIN
    for door in (warm, vault.services().secrets.front):
        assert [admitted(door, value) for value in (cloudfront.value, old)] == [True, True]


def test_a_rotation_that_was_broken_off_is_taken_to_its_end(
    vault: Vault, cloudfront: CloudFront
) -> None:
    """Another one on top would lock out what CloudFront shows: the one before the one before."""
    old = cloudfront.value
    kept: Kept = read(vault.client, vault.arns["FRONT"])
    write(vault.client, kept, {"current": "n" * 64, "previous": old})
    dry = vault.rotate("front")
    assert "broken off" in dry.json["steps"][0]
    assert cloudfront.value == old
    assert vault.rotate("front", "--yes").status == 0
    assert cloudfront.value == "n" * 64
    assert vault.values("FRONT") == {"current": "n" * 64, "previous": old}


def test_nothing_is_rotated_while_edges_are_changing(vault: Vault, cloudfront: CloudFront) -> None:
    """Some of them may show the one before the newest still."""
    cloudfront.looks_left = 5
    before = vault.values("FRONT")
    refused = vault.rotate("front", "--yes")
    assert (refused.status, "edges" in refused.out) == (3, True)
    assert vault.values("FRONT") == before
