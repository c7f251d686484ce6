"""The functions of JourCore that Amazon Connect calls, and tells of contacts."""

from infra.actions import BATCH_GET, CHECK, DELETE, GET, UPDATE
from infra.contact_events import ContactEvents
from infra.function import JourFunction
from infra.http_functions import HttpFunctions


class CallFunctions(HttpFunctions):
    """Over before Connect's 8 s are."""

    def _distance_toggle(self) -> JourFunction:
        """Called by a flow of JourTelephony, which lets Connect do so."""
        variables = {
            "JOUR_PEPPER_SECRET": self.pepper.arn,
            "JOUR_SERVICE_NUMBER": self._service_number,
        }
        # It has ended before Connect's 8 s have, so that what it did is settled by then. A caller
        # waits for its start, too: the processor comes with memory.
        toggle = self._function(
            "DistanceToggle", "distance_toggle", variables, timeout_s=7, memory_mb=1024
        )
        toggle.allow(BATCH_GET, UPDATE, CHECK, on=[self.table.arn])
        toggle.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        return toggle

    def _call_routing(self) -> JourFunction:
        """Called by the customers' flow of JourTelephony, which lets Connect do so."""
        # As the toggle: over before Connect's 8 s are, and quick to start while somebody waits.
        variables = {**self._push_to, "JOUR_INVITE_FLOW_ID": self._invite_flow}
        routing = self._function(
            "CallRouting", "call_routing", variables, timeout_s=7, memory_mb=1024
        )
        self._let_hand_out(routing)
        self._lookup.allow_ring(routing)
        self._sms.let_send(routing)
        return routing

    def _callback_routing(self) -> JourFunction:
        """Called by the flow of the calls that are made, which JourTelephony lets Connect do."""
        routing = self._function(
            "CallbackRouting", "callback_routing", {}, timeout_s=7, memory_mb=1024
        )
        routing.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        return routing

    def _contact_events(self) -> JourFunction:
        events = self._function("ContactEvents", "contact_events", self._push_to, timeout_s=30)
        events.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        self.socket_api.let_post(events)
        told = ContactEvents(self, "Contacts", function=events)
        self.watched.dead_letters.append(told.dead_letters)
        return events
