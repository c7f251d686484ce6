"""JourTelephony: what an existing Amazon Connect instance needs to ring for Jour."""

from typing import Any, cast

import aws_cdk as cdk
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from infra.connect_function import ConnectFunction
from infra.environment import E164, INSTANCE_ARN, Environment
from infra.flow import Flow
from infra.flow_numbers import FlowNumbers
from infra.function import JourFunction
from infra.holding_queue import HoldingQueue
from infra.layers import JourLayers
from infra.softphone_access import SoftphoneAccess

INSTANCE_PARAMETER = "/jour/telephony/connect-instance-arn"
CALLBACK_FLOW_PARAMETER = "/jour/telephony/callback-flow-id"
SOFTPHONE_CALLBACK_FLOW_PARAMETER = "/jour/telephony/softphone-callback-flow-id"


class JourTelephony(cdk.Stack):
    """Flows, the functions they may call, and the numbers that lead to them."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        distance_toggle: JourFunction,
        call_routing: JourFunction,
        callback_routing: JourFunction,
        **kwargs: Any,
    ) -> None:
        description = "Jour: flows, permissions and numbers of an Amazon Connect instance."
        super().__init__(scope, id, description=description, **kwargs)
        self._parameters()
        self._remember_instance()
        # Layers of its own: versions that are imported by another stack could not be replaced.
        layers = JourLayers(self, "Layers").all
        self._numbers = FlowNumbers(
            self,
            "FlowNumbers",
            instance_arn=self._instance,
            environment=environment,
            layers=layers,
        )
        self._distance_toggle(distance_toggle.invoked_arn)
        self._customer_call(call_routing.invoked_arn)
        self._callback(callback_routing.invoked_arn)
        self._conference_invite()

    def _parameters(self) -> None:
        self._instance = cdk.CfnParameter(
            self,
            "ConnectInstanceArn",
            description="ARN of the existing Amazon Connect instance in this region",
            allowed_pattern=INSTANCE_ARN,
        ).value_as_string
        self._service_number = cdk.CfnParameter(
            self,
            "ServiceNumber",
            description="The number, claimed in the instance, that agents ring to log in and out:"
            " +46846500401",
            allowed_pattern=E164,
        ).value_as_string
        self._customer_numbers = cdk.CfnParameter(
            self,
            "CustomerNumbers",
            type="CommaDelimitedList",
            description="The groups' numbers, claimed in the instance, that customers ring:"
            " +46846500410,+46846500411; empty: none yet",
            default="",
            # Of each number in the list; an empty list is one empty text.
            allowed_pattern=rf"({E164})?",
        ).value_as_list

    def _remember_instance(self) -> None:
        ssm.StringParameter(
            self,
            "Instance",
            parameter_name=INSTANCE_PARAMETER,
            description="The Amazon Connect instance that rings for Jour",
            string_value=self._instance,
        )

    def _distance_toggle(self, function_arn: str) -> None:
        allowed = ConnectFunction(
            self, "ToggleFunction", instance_arn=self._instance, function_arn=function_arn
        )
        flow = Flow(
            self,
            "DistanceToggle",
            name="distance_toggle",
            title="Jour: distance toggle",
            instance_arn=self._instance,
            placeholders={"DistanceToggleArn": function_arn},
        )
        # No number leads to a flow whose function the instance may not call yet.
        flow.node.add_dependency(allowed)
        self._numbers.tie("ServiceNumbers", flow=flow, numbers=[self._service_number])

    def _customer_call(self, function_arn: str) -> None:
        allowed = ConnectFunction(
            self, "RoutingFunction", instance_arn=self._instance, function_arn=function_arn
        )
        holding = HoldingQueue(self, "Holding", instance_arn=self._instance)
        SoftphoneAccess(
            self, "Softphone", instance_arn=self._instance, outbound_queue_arn=holding.arn
        )
        in_queue = Flow(
            self,
            "CustomerQueue",
            name="customer_queue",
            title="Jour: customer queue",
            instance_arn=self._instance,
            placeholders={"CallRoutingArn": function_arn, "HoldingQueueArn": holding.arn},
            kind="CUSTOMER_QUEUE",
        )
        flow = Flow(
            self,
            "CustomerCall",
            name="customer_call",
            title="Jour: customer call",
            instance_arn=self._instance,
            placeholders={"CallRoutingArn": function_arn, "CustomerQueueFlowArn": in_queue.arn},
        )
        # No number leads to a flow whose function the instance may not call yet.
        in_queue.node.add_dependency(allowed)
        flow.node.add_dependency(allowed)
        tie = self._numbers.tie("CustomerNumbers", flow=flow, numbers=self._customer_numbers)
        empty = cdk.Fn.condition_equals(cdk.Fn.join("", self._customer_numbers), "")
        has_numbers = cdk.CfnCondition(
            self, "HasCustomerNumbers", expression=cdk.Fn.condition_not(empty)
        )
        cast(cdk.CfnResource, tie.node.default_child).cfn_options.condition = has_numbers

    def _callback(self, function_arn: str) -> None:
        """No number leads to them: JourCore has their contacts started, and is told their ids."""
        allowed = ConnectFunction(
            self, "CallbackFunction", instance_arn=self._instance, function_arn=function_arn
        )
        flow = Flow(
            self,
            "Callback",
            name="callback",
            title="Jour: callback",
            instance_arn=self._instance,
            placeholders={"CallbackRoutingArn": function_arn},
        )
        flow.node.add_dependency(allowed)
        self._tell_flow("CallbackFlow", flow, CALLBACK_FLOW_PARAMETER, "for agents")
        in_queue = Flow(
            self,
            "CallbackQueue",
            name="callback_queue",
            title="Jour: callback queue",
            instance_arn=self._instance,
            placeholders={"CallbackRoutingArn": function_arn},
            kind="CUSTOMER_QUEUE",
        )
        customer_first = Flow(
            self,
            "SoftphoneCallback",
            name="callback_softphone",
            title="Jour: callback softphone",
            instance_arn=self._instance,
            placeholders={
                "CallbackRoutingArn": function_arn,
                "CallbackQueueFlowArn": in_queue.arn,
            },
        )
        in_queue.node.add_dependency(allowed)
        customer_first.node.add_dependency(allowed)
        self._tell_flow(
            "SoftphoneCallbackFlow",
            customer_first,
            SOFTPHONE_CALLBACK_FLOW_PARAMETER,
            "for agents with a softphone",
        )

    def _tell_flow(self, name: str, flow: Flow, parameter: str, whose: str) -> None:
        flow_id = cdk.Fn.select(3, cdk.Fn.split("/", flow.arn))
        ssm.StringParameter(
            self,
            f"{name}Parameter",
            parameter_name=parameter,
            description=f"The flow of the calls that Jour makes {whose}",
            string_value=flow_id,
        )
        cdk.CfnOutput(
            self,
            f"{name}Id",
            description=f"What JourCore's parameter {name}Id has to be",
            value=flow_id,
        )

    def _conference_invite(self) -> None:
        """It asks no function: JourCore, which has it rung, tells it all; its id is an output."""
        flow = Flow(
            self,
            "ConferenceInvite",
            name="conference_invite",
            title="Jour: conference invite",
            instance_arn=self._instance,
            placeholders={},
        )
        cdk.CfnOutput(
            self,
            "InviteFlowId",
            description="What JourCore's parameter InviteFlowId has to be",
            value=cdk.Fn.select(3, cdk.Fn.split("/", flow.arn)),
        )
