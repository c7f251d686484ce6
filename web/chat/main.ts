/** Where the customer's chat starts, in the frame or in a window of its own. */
import { ConversationLog } from "../src/components/conversation_log.ts";
import { define } from "../src/components/define.ts";
import { preferredLocale } from "../src/texts/fill.ts";
import { CustomerChat } from "./app.ts";
import { Composer } from "./components/composer.ts";
import { EndedCard } from "./components/ended_card.ts";
import { OpeningForm } from "./components/opening_form.ts";
import { fromFragment } from "./frame_messages.ts";
import { locale, setLocale, t } from "./texts/index.ts";

const place = fromFragment(location.hash);
setLocale(preferredLocale([place.language, ...navigator.languages]));
document.documentElement.lang = locale();
document.title = t("title");

define("jour-conversation", ConversationLog);
define("jour-opening-form", OpeningForm);
define("jour-composer", Composer);
define("jour-ended-card", EndedCard);

define("jour-customer-chat", CustomerChat as unknown as CustomElementConstructor);
document.body.append(new CustomerChat(place));
