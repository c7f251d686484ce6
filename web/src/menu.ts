/** Registers the menus at the right of the bar, for everybody who is logged in. */
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { CallMenu } from "./components/call_menu.ts";
import { ConferenceForm } from "./components/conference_form.ts";
import { ForwardForm } from "./components/forward_form.ts";
import { define } from "./components/jour_element.ts";
import { OwnForwarding } from "./components/own_forwarding.ts";
import { UserMenu } from "./components/user_menu.ts";

define("jour-user-menu", UserMenu);
define("jour-own-forwarding", OwnForwarding);
define("jour-forward", ForwardForm);
define("jour-conference", ConferenceForm);
define("jour-call-menu", CallMenu);
