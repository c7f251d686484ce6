"""Checks of a deployment. A new one is a function in one of these files, and a line in its list."""

from ops.checks.alarms import ALARMS
from ops.checks.check import Check
from ops.checks.environment import ENVIRONMENT
from ops.checks.front import FRONT
from ops.checks.mail import MAIL
from ops.checks.shield import SHIELD
from ops.checks.site import SITE
from ops.checks.stacks import STACKS
from ops.checks.telephony import TELEPHONY

CHECKS: tuple[Check, ...] = (
    *ENVIRONMENT,
    *STACKS,
    *SITE,
    *FRONT,
    *SHIELD,
    *MAIL,
    *TELEPHONY,
    *ALARMS,
)
