/** Registers what agents need and the login pages do without. */
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { ColleagueList } from "./components/colleague_list.ts";
import { define } from "./components/jour_element.ts";
import { Since } from "./components/since.ts";
import { StaffingCard } from "./components/staffing_card.ts";
import { StatusCard } from "./components/status_card.ts";
import { UserMenu } from "./components/user_menu.ts";
import { SettingsPage } from "./pages/settings.ts";
import { TakenOverPage } from "./pages/taken_over.ts";
import { Workplace } from "./pages/workplace.ts";

define("jour-since", Since);
define("jour-status-card", StatusCard);
define("jour-colleague-list", ColleagueList);
define("jour-staffing-card", StaffingCard);
define("jour-user-menu", UserMenu);
define("jour-settings", SettingsPage);
define("jour-taken-over", TakenOverPage);
define("jour-workplace", Workplace);
