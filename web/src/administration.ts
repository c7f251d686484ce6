/** Registers what only administrators need. */
import { DistanceForm } from "./components/distance_form.ts";
import { DistanceSettings } from "./components/distance_settings.ts";
import { Gates } from "./components/gates.ts";
import { define } from "./components/jour_element.ts";
import { ImportReport } from "./components/import_report.ts";
import { PhoneBookImport } from "./components/phone_book_import.ts";
import { PhoneBookList } from "./components/phone_book_list.ts";
import { PolicyCard } from "./components/policy_card.ts";
import { UserDetails } from "./components/user_details.ts";
import { UserList } from "./components/user_list.ts";
import { AdministrationPage } from "./pages/administration.ts";
import { PhoneBookPage } from "./pages/phone_book.ts";
import { PresenceLogPage } from "./pages/presence_log.ts";
import { UserPage } from "./pages/user.ts";

define("jour-import-report", ImportReport);
define("jour-phone-book-import", PhoneBookImport);
define("jour-phone-book-list", PhoneBookList);
define("jour-phone-book", PhoneBookPage);
define("jour-policy-card", PolicyCard);
define("jour-gates", Gates);
define("jour-user-list", UserList);
define("jour-user-details", UserDetails);
define("jour-distance-form", DistanceForm);
define("jour-distance-settings", DistanceSettings);
define("jour-user", UserPage);
define("jour-administration", AdministrationPage);
define("jour-presence-log", PresenceLogPage);
