/** Where the client starts: language, looks, and the first elements. */
import { JourApp } from "./app.ts";
import { InstallHelp } from "./components/install_help.ts";
import { define } from "./components/jour_element.ts";
import { PasswordField } from "./components/password_field.ts";
import { UpdateBar } from "./components/update_bar.ts";
import { keepFocus } from "./focus_keeper.ts";
import { awaitInstallOffer } from "./install.ts";
import { beginLanguage } from "./language.ts";
import { AgentLoginPage } from "./pages/agent_login.ts";
import { EndedPage } from "./pages/ended.ts";
import { ForgottenPage } from "./pages/forgotten.ts";
import { LoginPage } from "./pages/login.ts";
import { PlainPage } from "./pages/plain.ts";
import { locale, onLocale } from "./texts/index.ts";
import { applyTheme, chosenTheme } from "./theme.ts";
import { keepUpToDate } from "./updates.ts";

function tellLanguage(): void {
  document.documentElement.lang = locale();
}

awaitInstallOffer();
keepUpToDate();
keepFocus(document.body);
applyTheme(chosenTheme());
onLocale(tellLanguage);
beginLanguage();
tellLanguage();

define("jour-password", PasswordField);
define("jour-install-help", InstallHelp);
define("jour-update-bar", UpdateBar);
define("jour-login", LoginPage);
define("jour-agent-login", AgentLoginPage);
define("jour-forgotten", ForgottenPage);
define("jour-ended", EndedPage);
define("jour-plain", PlainPage);
define("jour-app", JourApp);
