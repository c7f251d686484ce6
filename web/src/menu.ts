/** Registers the menu behind one's initials, for everybody who is logged in. */
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { define } from "./components/jour_element.ts";
import { UserMenu } from "./components/user_menu.ts";

define("jour-user-menu", UserMenu);
