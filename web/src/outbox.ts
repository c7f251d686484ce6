/** Registers the local run's outbox. */
import { define } from "./components/jour_element.ts";
import { OutboxPage } from "./pages/outbox.ts";

define("jour-outbox", OutboxPage);
