/** Registers the local run's telephones. */
import { SimPhone } from "./components/sim_phone.ts";
import { define } from "./components/jour_element.ts";
import { PhonesPage } from "./pages/phones.ts";

define("jour-sim-phone", SimPhone);
define("jour-phones", PhonesPage);
