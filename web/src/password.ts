/** Registers the page for changing one's password. */
import { define } from "./components/jour_element.ts";
import { ChangePasswordPage } from "./pages/change_password.ts";

define("jour-change-password", ChangePasswordPage);
