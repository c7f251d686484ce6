"""Proving who somebody is: one read, one Argon2 computation, one conditional write."""

from dataclasses import dataclass, replace

from jour.attempts import Attempts, failed, hashed, succeeded, wait_s
from jour.clock import Millis
from jour.errors import Invalid, TooMany, Unauthenticated
from jour.observe import tally
from jour.password import Passwords
from jour.store.attempts import AttemptsStore, attempts_change, attempts_key
from jour.store.expression import Update
from jour.store.keys import Key
from jour.store.users import Users
from jour.temporary_password import is_temporary_shape, is_usable
from jour.user import Credential, User, canonical_id

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Knock:
    """One attempt: for whom, from where, and what was known of earlier ones."""

    user_id: str
    """As stored, or as typed where nobody can be called that."""
    source: str
    attempts: Attempts


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody who knew a password, and which of theirs it was: chosen or temporary."""

    user: User
    credential: Credential


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """Checks passwords, and counts wrong ones."""

    users: Users
    attempts: AttemptsStore
    passwords: Passwords

    def authenticate(
        self, user_id: str, password: str, source: str, now: Millis
    ) -> tuple[Proof, Knock]:
        """Whose password this is, and the knock to close with `opened`.

        Raises TooMany where this source has to wait; Unauthenticated `invalid_credentials` for all
        else. Known, unknown, disabled, blocked: each costs the same.
        """
        known = canonical_id(user_id)
        user, attempts = self.attempts.with_user(known, user_id)
        knock = Knock(known or user_id, hashed(source), attempts)
        credential = None if user is None else _candidate(user, password, now)
        right = self.passwords.verify(password, credential)
        self._require_patience(knock, now)
        if user is None or credential is None or not right:
            self._count(knock, now)
            raise Unauthenticated("invalid_credentials")
        return self._rehashed(Proof(user, credential), password), knock

    def confirm(self, user: User, password: str, source: str, now: Millis) -> Knock:
        """The same for somebody who is logged in; raises Invalid `wrong_password`."""
        knock = Knock(user.id, hashed(source), self.attempts.get(user.id))
        right = self.passwords.verify(password, user.shown_to_change)
        self._require_patience(knock, now)
        if not right:
            self._count(knock, now)
            raise Invalid("wrong_password")
        return knock

    def opened(self, knock: Knock, now: Millis) -> tuple[Key, Update]:
        """For a transaction: the attempt succeeded, and no other at this source came between."""
        after = succeeded(knock.attempts, knock.source)
        return attempts_change(attempts_key(knock.user_id), knock.attempts, after, now)

    def again(self, knock: Knock) -> Knock:
        """The knock over what is known by now; TooMany where this very source tried meanwhile."""
        attempts = self.attempts.get(knock.user_id)
        if attempts.sources.get(knock.source) != knock.attempts.sources.get(knock.source):
            raise TooMany(1)
        return replace(knock, attempts=attempts)

    def _require_patience(self, knock: Knock, now: Millis) -> None:
        wait = wait_s(knock.attempts, knock.source, now)
        if wait:
            tally("LoginsThrottled")
            raise TooMany(wait)

    def _count(self, knock: Knock, now: Millis) -> None:
        """Keep the failure. Of guesses made at the same moment only one is told its outcome."""
        tally("LoginsFailed")
        for _ in range(_TRIES):
            after = failed(knock.attempts, knock.source, now)
            if self.attempts.put(knock.user_id, knock.attempts, after, now):
                return
            knock = self.again(knock)
        raise TooMany(1)

    def _rehashed(self, proof: Proof, password: str) -> Proof:
        """The proof, hashed anew where parameters or pepper changed; its age stays the same."""
        old = proof.credential
        if old.temporary or not self.passwords.needs_rehash(old):
            return proof
        new = self.passwords.seal(password, old.set_at, policy=old.policy)
        # Somebody else was faster: the login's own condition notices.
        self.users.replace_credential(proof.user.id, old, new)
        return Proof(replace(proof.user, credential=new), new)


def _candidate(user: User, password: str, now: Millis) -> Credential | None:
    """The one credential that this password can be: its shape tells, so one hash is computed."""
    if user.disabled:
        return None
    if not is_temporary_shape(password):
        return user.credential
    usable = user.temporary is not None and is_usable(user.temporary, now)
    return user.temporary if usable else None
