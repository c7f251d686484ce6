/** Registers what only administrators need. */
import { DistanceForm } from "./components/distance_form.ts";
import { DistanceSettings } from "./components/distance_settings.ts";
import { Gates } from "./components/gates.ts";
import { define } from "./components/jour_element.ts";
import { PolicyCard } from "./components/policy_card.ts";
import { UserDetails } from "./components/user_details.ts";
import { UserList } from "./components/user_list.ts";
import { AdministrationPage } from "./pages/administration.ts";
import { PresenceLogPage } from "./pages/presence_log.ts";
import { UserPage } from "./pages/user.ts";

define("jour-policy-card", PolicyCard);
define("jour-gates", Gates);
define("jour-user-list", UserList);
define("jour-user-details", UserDetails);
define("jour-distance-form", DistanceForm);
define("jour-distance-settings", DistanceSettings);
define("jour-user", UserPage);
define("jour-administration", AdministrationPage);
define("jour-presence-log", PresenceLogPage);
