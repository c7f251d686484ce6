"""The WebSocket API."""

from tests.infra.template import Template, rendered


def test_all_messages_go_to_one_function(core: Template) -> None:
    """$connect, $disconnect and every action are ws_presence's; the action chooses inside it."""
    keys = ("$connect", "$disconnect", "$default")
    assert core.routes("SocketApi") == dict.fromkeys(keys, "ws_presence")
    api = core.all("AWS::ApiGatewayV2::Api")["SocketApi"]
    assert api["RouteSelectionExpression"] == "$request.body.action"


def test_stage_is_the_front_doors_path(core: Template) -> None:
    """CloudFront passes /ws on as it is: the stage has to bear that name."""
    stage = core.all("AWS::ApiGatewayV2::Stage")["SocketApiStage"]
    assert stage["StageName"] == "ws"
    assert stage["AutoDeploy"] is True
    assert 0 < stage["DefaultRouteSettings"]["ThrottlingRateLimit"] <= 5000


def test_nobody_connects_without_the_authorizer(core: Template) -> None:
    """7.2, issue 3: $connect asks the authorizer, each time and whatever headers there are."""
    (connect,) = (
        route
        for route in core.all("AWS::ApiGatewayV2::Route").values()
        if route["RouteKey"] == "$connect"
    )
    assert connect["AuthorizationType"] == "CUSTOM"
    assert rendered(connect["AuthorizerId"]) == "${SocketApiAuthorizer}"
    authorizer = core.one("AWS::ApiGatewayV2::Authorizer")
    assert authorizer["AuthorizerType"] == "REQUEST"
    assert core.folder_of(authorizer["AuthorizerUri"]) == "authorizer"
    assert authorizer["IdentitySource"] == []
    assert "AuthorizerResultTtlInSeconds" not in authorizer


def test_answers_reach_the_client(core: Template, edge: Template) -> None:
    """On AWS a function's answer is sent only where route and route response both say so."""
    (default,) = (
        route
        for route in core.all("AWS::ApiGatewayV2::Route").values()
        if route["RouteKey"] == "$default"
    )
    assert default["RouteResponseSelectionExpression"] == "$default"
    response = edge.one("AWS::ApiGatewayV2::RouteResponse")
    assert response["RouteResponseKey"] == "$default"
    assert "SocketApidefaultRoute" in str(response["RouteId"])


def test_the_local_aws_can_deploy_core(core: Template) -> None:
    """The emulator refuses a template with a type that it lacks: this one stays out of JourCore."""
    kinds = {resource["Type"] for resource in core.content["Resources"].values()}
    assert "AWS::ApiGatewayV2::RouteResponse" not in kinds


def test_api_gateway_may_write_socket_logs(core: Template) -> None:
    """Without the account's logging role, the stage could not be made in a fresh account."""
    assert rendered(core.one("AWS::ApiGateway::Account")["CloudWatchRoleArn"]) == (
        "${ApiLoggingRole.Arn}"
    )
    (stage,) = (
        resource
        for name, resource in core.content["Resources"].items()
        if name.startswith("SocketApiStage")
    )
    assert any(name.startswith("ApiLoggingSetting") for name in stage["DependsOn"])
