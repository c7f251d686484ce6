/** Registers what only those who answer chats need; fetched when it can be needed. */
import { AnswerPicker } from "./components/answer_picker.ts";
import { ChatAlerts } from "./components/chat_alerts.ts";
import { ChatComposer } from "./components/chat_composer.ts";
import { ChatOffers } from "./components/chat_offers.ts";
import { ChatTransfer } from "./components/chat_transfer.ts";
import { ChatView } from "./components/chat_view.ts";
import { ConversationLog } from "./components/conversation_log.ts";
import { define } from "./components/jour_element.ts";
import { WorkList } from "./components/work_list.ts";
import { ChatsPage } from "./pages/chats.ts";

define("jour-conversation", ConversationLog);
define("jour-answer-picker", AnswerPicker);
define("jour-chat-alerts", ChatAlerts);
define("jour-chat-composer", ChatComposer);
define("jour-chat-offers", ChatOffers);
define("jour-chat-transfer", ChatTransfer);
define("jour-chat-view", ChatView);
define("jour-work-list", WorkList);
define("jour-chats", ChatsPage);
