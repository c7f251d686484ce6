/** Registers the help, which is fetched when somebody asks for it. */
import { define } from "./components/jour_element.ts";
import { HelpPage } from "./pages/help.ts";

define("jour-help", HelpPage);
