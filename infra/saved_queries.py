"""Queries of CloudWatch Logs Insights that the runbook names, ready in the console."""

from collections.abc import Sequence

from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.watched import Watched

_SHOWN = "fields @timestamp, service, level, message, request_id, org, user, contact"
OF_FUNCTIONS = {
    "failures": f"{_SHOWN}, exception_name\n| filter level = 'ERROR'\n"
    "| sort @timestamp desc\n| limit 200",
    "a request": f"{_SHOWN}\n| filter request_id = 'PUT THE ID HERE'\n| sort @timestamp asc",
    "a contact": f"{_SHOWN}\n| filter contact = 'PUT THE ID HERE'\n| sort @timestamp asc",
    "a user": f"{_SHOWN}\n| filter user = 'PUT THE ID HERE'\n| sort @timestamp desc\n| limit 500",
    "an organisation": "fields @timestamp, AgentsDesktop, AgentsMobile, AgentsWeb, AgentsDistance,"
    " ContactsWaiting, CallbacksWaiting, LongestWait\n"
    "| filter message = 'standing' and org = 'PUT THE ID HERE'\n"
    "| sort @timestamp desc\n| limit 500",
    "failures by function": "filter level in ['ERROR', 'WARNING']\n"
    "| stats count(*) as times by service, message\n| sort times desc",
    "starts and memory": "filter @type = 'REPORT'\n"
    "| stats count(*) as calls, count(@initDuration) as cold, max(@initDuration) as longest_start,"
    " pct(@duration, 99) as p99, max(@maxMemoryUsed / 1000 / 1000) as memory_mb by @log",
    "ended by their time limit": "filter @message like /Task timed out|Runtime exited/\n"
    "| fields @timestamp, @log, @message\n| sort @timestamp desc\n| limit 100",
}
OF_THE_APIS = {
    "answers by route": "stats count(*) as requests, pct(latency_ms, 99) as p99_ms"
    " by route, status\n| sort requests desc",
    "answers 5xx": "filter status >= 500\n"
    "| fields @timestamp, route, status, request, function_status\n"
    "| sort @timestamp desc\n| limit 200",
}


class SavedQueries(Construct):
    """One query for each question of the runbook."""

    def __init__(self, scope: Construct, id: str, *, watched: Watched) -> None:
        super().__init__(scope, id)
        apis = [watched.http_api.log_group, watched.socket_api.log_group]
        for name, text in OF_FUNCTIONS.items():
            self._save(name, text, watched.log_groups)
        for name, text in OF_THE_APIS.items():
            self._save(name, text, apis)

    def _save(self, name: str, text: str, groups: Sequence[logs.LogGroup]) -> None:
        logs.CfnQueryDefinition(
            self,
            "".join(word.capitalize() for word in name.split()),
            name=f"Jour/{name}",
            query_string=text,
            log_group_names=[group.log_group_name for group in groups],
        )
