/** Registers what only administrators need. */
import { Gates } from "./components/gates.ts";
import { define } from "./components/jour_element.ts";
import { PolicyCard } from "./components/policy_card.ts";
import { UserList } from "./components/user_list.ts";
import { AdministrationPage } from "./pages/administration.ts";
import { PresenceLogPage } from "./pages/presence_log.ts";

define("jour-policy-card", PolicyCard);
define("jour-gates", Gates);
define("jour-user-list", UserList);
define("jour-administration", AdministrationPage);
define("jour-presence-log", PresenceLogPage);
