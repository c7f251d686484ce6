"""The functions of JourCore that answer the HTTP API: what calls them and what they may do."""

from collections.abc import Mapping

from infra.actions import BATCH_GET, BATCH_WRITE, CHECK, DELETE, GET, HAND_OUT, PUT, QUERY, UPDATE
from infra.chat import CHAT_ROUTES
from infra.core_ground import CoreGround


class HttpFunctions(CoreGround):
    """One for each part of what clients ask."""

    def _http_functions(self) -> None:
        origins = {"JOUR_ORIGINS": self._origins}
        pepper = {"JOUR_PEPPER_SECRET": self.pepper.arn}
        service = {"JOUR_SERVICE_NUMBER": self._service_number}
        telephony = {**service, "JOUR_CCP_URL": self._ccp_url}
        # Argon2 wants the processor, which comes with memory.
        login = self._function("Login", "login", {**origins, **pepper, **telephony}, memory_mb=1024)
        login.allow(GET, BATCH_GET, UPDATE, CHECK, on=[self.table.arn])
        login.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        for route in (
            "POST /api/login",
            "POST /api/logout",
            "GET /api/session",
            "PUT /api/session/language",
        ):
            self.http_api.route(route, login)
        if login.shift:
            # Its own faults are answers with status 500, which Lambda does not count as errors.
            login.shift.roll_back_when(self.http_api.failing())

        password = self._function("Password", "password", {**origins, **pepper}, memory_mb=1024)
        password.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, on=[self.table.arn])
        password.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        self._rotation.let_send(password)
        for route in ("", "/check", "/forgotten"):
            self.http_api.route(f"POST /api/password{route}", password)

        self._administration({**origins, **service}, pepper)
        self._phone_book(origins)
        self._callbacks(origins)
        self._call_lists(origins)
        self._calls({**origins, **service})

    def _calls(self, variables: Mapping[str, str]) -> None:
        calls = self._function("Calls", "calls", variables)
        calls.allow(GET, BATCH_GET, QUERY, UPDATE, DELETE, on=[self.table.arn])
        calls.allow(QUERY, on=[self.table.index_arn])
        for route in (
            "GET /api/calls",
            "GET /api/calls/targets",
            "POST /api/calls/{contact}/forward",
            "DELETE /api/calls/{contact}/forward",
            "POST /api/calls/{contact}/conference",
            "GET /api/forwarding",
            "PUT /api/forwarding",
            "DELETE /api/forwarding",
        ):
            self.http_api.route(route, calls)

    def _administration(self, variables: dict[str, str], pepper: dict[str, str]) -> None:
        # It seals PINs: Argon2 again.
        admin = self._function("Admin", "admin", {**variables, **pepper}, memory_mb=1024)
        admin.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        admin.allow(QUERY, on=[self.table.index_arn])
        admin.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        self._rotation.let_send(admin)
        self._lookup.allow_search(admin)
        self._sms.let_send(admin)
        for route in (
            "GET /api/admin/organisation",
            "PATCH /api/admin/organisation",
            "GET /api/admin/users",
            "POST /api/admin/users",
            "GET /api/admin/users/{user}",
            "PATCH /api/admin/users/{user}",
            "DELETE /api/admin/users/{user}",
            "GET /api/admin/users/{user}/gates",
            "POST /api/admin/users/{user}/logout",
            "POST /api/admin/users/{user}/credentials",
            "GET /api/admin/presence-log",
            "GET /api/admin/presence-day",
            "GET /api/admin/present",
            "GET /api/admin/survey",
            "GET /api/admin/deliveries",
            "GET /api/admin/sms",
            "POST /api/admin/sms/{sms}/again",
            "DELETE /api/admin/sms/{sms}",
        ):
            self.http_api.route(route, admin)
        self._users_import(variables)
        groups = self._function("Groups", "groups", variables)
        groups.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        groups.allow(QUERY, on=[self.table.index_arn])
        for route in (
            "GET /api/admin/groups",
            "POST /api/admin/groups",
            "PATCH /api/admin/groups/{group}",
            "DELETE /api/admin/groups/{group}",
        ):
            self.http_api.route(route, groups)

    def _users_import(self, variables: Mapping[str, str]) -> None:
        # A part is 100 rows at most, each a transaction after a look at the user.
        users = self._function(
            "UsersImport", "users_import", variables, timeout_s=25, memory_mb=1024
        )
        users.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        self._rotation.let_send(users)
        self.http_api.route("POST /api/admin/users/import", users)

    def _phone_book(self, origins: Mapping[str, str]) -> None:
        # A part of 60 kB is some 4,000 rows: as many numbers to read, 160 batches to write.
        book = self._function("PhoneBook", "phone_book", origins, timeout_s=20, memory_mb=1024)
        book.allow(BATCH_GET, BATCH_WRITE, QUERY, UPDATE, on=[self.table.arn])
        for route in ("POST ", "DELETE ", "POST /search", "POST /remove"):
            method, rest = route.split(" ")
            self.http_api.route(f"{method} /api/admin/phonebook{rest}", book)

    def _callbacks(self, origins: Mapping[str, str]) -> None:
        callbacks = self._function("Callbacks", "callbacks", origins)
        callbacks.allow(GET, BATCH_GET, UPDATE, DELETE, on=[self.table.arn])
        self._lookup.allow_ringing(callbacks)
        for act in ("dial", "done", "requeue"):
            self.http_api.route(f"POST /api/callbacks/{{contact}}/{act}", callbacks)

    def _call_lists(self, origins: Mapping[str, str]) -> None:
        # As the phone book: a part of a list in one request.
        lists = self._function("CallLists", "call_lists", origins, timeout_s=20, memory_mb=1024)
        lists.allow(GET, BATCH_GET, BATCH_WRITE, QUERY, UPDATE, on=[self.table.arn])
        for route in (
            "GET /api/admin/lists",
            "POST /api/admin/lists",
            "GET /api/admin/lists/{list}",
            "PATCH /api/admin/lists/{list}",
            "DELETE /api/admin/lists/{list}",
            "POST /api/admin/lists/{list}/import",
            "POST /api/admin/do-not-call",
            "POST /api/admin/do-not-call/search",
            "POST /api/admin/do-not-call/remove",
            "DELETE /api/admin/do-not-call",
        ):
            self.http_api.route(route, lists)

    def _chat(self) -> None:
        chat = self._function("Chat", "chat", {"JOUR_ORIGINS": self._origins, **self._push_to})
        chat.allow(*HAND_OUT, PUT, BATCH_GET, BATCH_WRITE, on=[self.table.arn])
        chat.allow(QUERY, on=[self.table.index_arn])
        self.socket_api.let_post(chat)
        for route in CHAT_ROUTES:
            self.http_api.route(route, chat)
