"""The boundary to AWS: every request of a boto3 client passes here, and some go wrong as told.

It lies where botocore hands a finished request to its HTTP connection, so that what botocore does
about a fault (another try, its patience, its errors) is the deployed code's own.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from urllib3 import HTTPResponse

Send = Callable[[AWSPreparedRequest], AWSResponse]
READ_TIMEOUT_S = 2.0
"""What a request that gets no answer costs; the product's own patience."""
WRITES = frozenset(
    {"UpdateItem", "PutItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"}
    | {"SendMessage", "SendEmail", "Publish"}
)


class Fault(StrEnum):
    """What becomes of a request."""

    UNREACHED = "unreached"
    """It never arrives."""
    UNANSWERED = "unanswered"
    """It is carried out, and the answer gets lost."""
    SLOW = "slow"
    """Given up after the time-out, and carried out all the same: after what follows it."""
    TWICE = "twice"
    """It is carried out twice; the second answer counts."""
    THROTTLED = "throttled"
    COLLIDING = "colliding"
    """Another transaction is writing one of the items."""
    FAILING = "failing"
    """The service answers that it is broken."""
    DEATH = "death"
    """It is carried out, and the function dies before it reads the answer."""


class Died(BaseException):
    """The function's process is no more. No `except Exception` sees it, as none sees a kill."""


@dataclass(frozen=True)
class Request:
    """One request that left the function."""

    service: str
    operation: str
    body: dict[str, Any]

    @property
    def writes(self) -> bool:
        return self.operation in WRITES


@dataclass(frozen=True)
class Plan:
    """Which requests go wrong, and how."""

    fault: Fault
    at: int = 0
    """The first: counted from 0, from when the plan was made."""
    times: int | None = 1
    """How many in a row; None for all from there on."""
    service: str | None = None
    """None for every service; others pass, and are not counted."""

    def hits(self, number: int) -> bool:
        return number >= self.at and (self.times is None or number < self.at + self.times)


@dataclass
class Boundary:
    """What has passed, and what shall go wrong."""

    requests: list[Request] = field(default_factory=list)
    naps: list[float] = field(default_factory=list)
    """Seconds that somebody would have waited: before another try, or for an answer."""
    _plan: Plan | None = None
    _counted: int = 0
    _held: list[tuple[AWSPreparedRequest, Send]] = field(default_factory=list)

    def goes_wrong(self, plan: Plan) -> None:
        """From now on; a later plan takes its place."""
        self._plan, self._counted = plan, 0

    def is_well(self) -> None:
        """Nothing goes wrong any more; what was slow arrives."""
        self._plan = None
        self._catch_up()

    def since(self, mark: int) -> list[Request]:
        """What has passed since there were so many."""
        return self.requests[mark:]

    def nap(self, seconds: float) -> None:
        """Stands in for `time.sleep`."""
        self.naps.append(seconds)

    def wire(self, service: str, real: Any) -> "Wire":
        """In the place of a client's HTTP session."""
        return Wire(service, real, self)

    def passed(self, service: str, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        asked = Request(service, *_read(request))
        self.requests.append(asked)
        fault = self._fault(service)
        if fault is None:
            return self._carried_out(request, send)
        return self._gone_wrong(fault, asked, request, send)

    def _fault(self, service: str) -> Fault | None:
        plan = self._plan
        if plan is None or (plan.service is not None and plan.service != service):
            return None
        number, self._counted = self._counted, self._counted + 1
        return plan.fault if plan.hits(number) else None

    def _gone_wrong(
        self, fault: Fault, asked: Request, request: AWSPreparedRequest, send: Send
    ) -> AWSResponse:
        match fault:
            case Fault.UNREACHED:
                raise EndpointConnectionError(endpoint_url=request.url, error="as the test says")
            case Fault.UNANSWERED:
                self._carried_out(request, send)
                raise self._silence(request)
            case Fault.SLOW:
                self._held.append((request, send))
                raise self._silence(request)
            case Fault.TWICE:
                self._carried_out(request, send)
                return self._carried_out(request, send)
            case Fault.DEATH:
                self._carried_out(request, send)
                raise Died
        return _refusal(fault, asked, request)

    def _carried_out(self, request: AWSPreparedRequest, send: Send) -> AWSResponse:
        answer = send(request)
        self._catch_up()
        return answer

    def _catch_up(self) -> None:
        held, self._held = self._held, []
        for request, send in held:
            send(request)

    def _silence(self, request: AWSPreparedRequest) -> ReadTimeoutError:
        self.naps.append(READ_TIMEOUT_S)
        return ReadTimeoutError(endpoint_url=request.url)


@dataclass
class Wire:
    """A client's HTTP session, seen by the boundary."""

    service: str
    real: Any
    boundary: Boundary

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        return self.boundary.passed(self.service, request, self.real.send)

    def close(self) -> None:
        """The connection belongs to all tests."""


def _read(request: AWSPreparedRequest) -> tuple[str, dict[str, Any]]:
    """The operation and its parameters: JSON by header or by path, or a query."""
    text = _text(request.body)
    target = _text(request.headers.get("X-Amz-Target"))
    if target:
        return target.rpartition(".")[2], json.loads(text or "{}")
    if text.startswith("Action="):
        fields = {name: values[0] for name, values in parse_qs(text).items()}
        return fields["Action"], fields
    if request.url.endswith("/outbound-emails"):
        return "SendEmail", json.loads(text)
    return request.url.rpartition("/")[2], {}


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value or "")


_CODES = {
    Fault.THROTTLED: (400, "ProvisionedThroughputExceededException"),
    Fault.COLLIDING: (400, "TransactionConflictException"),
    Fault.FAILING: (500, "InternalServerError"),
}
_REASONS = {Fault.THROTTLED: "ThrottlingError", Fault.COLLIDING: "TransactionConflict"}


def _refusal(fault: Fault, asked: Request, request: AWSPreparedRequest) -> AWSResponse:
    """As the service words it: of a transaction, with the reason of each of its items."""
    status, code = _CODES[fault]
    if asked.service == "sns":
        return _answer(request, status, f"<ErrorResponse><Error>{_SNS}</Error></ErrorResponse>", "")
    told: dict[str, Any] = {"message": "as the test says"}
    if fault in _REASONS and asked.operation == "TransactWriteItems":
        code = "TransactionCanceledException"
        others = len(asked.body["TransactItems"]) - 1
        first = {"Code": _REASONS[fault], "Message": "as the test says"}
        told["CancellationReasons"] = [first, *[{"Code": "None"}] * others]
    told["__type"] = f"com.amazonaws.{asked.service}#{code}"
    return _answer(request, status, json.dumps(told), code)


_SNS = "<Type>Sender</Type><Code>Throttled</Code><Message>as the test says</Message>"


def _answer(request: AWSPreparedRequest, status: int, body: str, code: str) -> AWSResponse:
    headers = HTTPHeaders()
    headers["Content-Type"] = "application/x-amz-json-1.0" if code else "text/xml"
    if code:
        headers["x-amzn-query-error"] = f"{code};Sender"
    raw = HTTPResponse(body=BytesIO(body.encode()), preload_content=False)
    return AWSResponse(request.url, status, headers, raw)
