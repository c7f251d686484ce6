/** Registers what agents need and the login pages do without. */
import "./menu.ts";
import { ColleagueList } from "./components/colleague_list.ts";
import { define } from "./components/jour_element.ts";
import { Since } from "./components/since.ts";
import { StaffingCard } from "./components/staffing_card.ts";
import { StatusCard } from "./components/status_card.ts";
import { SettingsPage } from "./pages/settings.ts";
import { TakenOverPage } from "./pages/taken_over.ts";
import { Workplace } from "./pages/workplace.ts";

define("jour-since", Since);
define("jour-status-card", StatusCard);
define("jour-colleague-list", ColleagueList);
define("jour-staffing-card", StaffingCard);
define("jour-settings", SettingsPage);
define("jour-taken-over", TakenOverPage);
define("jour-workplace", Workplace);
