/** Registers what only administrators need. */
import { define } from "./components/jour_element.ts";
import { PresenceLogPage } from "./pages/presence_log.ts";

define("jour-presence-log", PresenceLogPage);
