/** Registers the wall view, for a screen in the room. */
import { define } from "./components/jour_element.ts";
import { WallPage } from "./pages/wall.ts";

define("jour-wall", WallPage);
