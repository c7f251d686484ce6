"""Invokes deployed functions through the local AWS's Lambda API."""

from urllib.parse import quote

import httpx

from local.connect.functions import FunctionFailed


class LambdaApi:
    """The Invoke operation, waiting for the function's answer."""

    def __init__(self, client: httpx.AsyncClient, endpoint: str) -> None:
        self._client = client
        self._endpoint = endpoint

    async def invoke(self, arn: str, payload: bytes) -> bytes:
        """What the function answers; raises FunctionFailed when it raised or did not run."""
        url = f"{self._endpoint}/2015-03-31/functions/{quote(arn, safe='')}/invocations"
        headers = {"X-Amz-Invocation-Type": "RequestResponse", "Content-Type": "application/json"}
        try:
            # How long it may take is for the caller of this to say.
            answer = await self._client.post(url, content=payload, headers=headers, timeout=None)
        except httpx.TransportError as error:
            raise FunctionFailed(f"Lambda cannot be reached: {error!r}") from error
        if answer.status_code != 200:
            raise FunctionFailed(f"Lambda answered {answer.status_code}")
        if "X-Amz-Function-Error" in answer.headers:
            raise FunctionFailed(f"the function raised ({answer.headers['X-Amz-Function-Error']})")
        return answer.content
