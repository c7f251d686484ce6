/** English: IP telephony. */
import type { svSoftphone } from "./sv_softphone.ts";

export const enSoftphone: Record<keyof typeof svSoftphone, string> = {
  "softphone.title": "IP telephony",
  "softphone.connect_user": "User name in Amazon Connect",
  "softphone.connect_user_why": "Needed to take calls on the computer. Leave empty for no IP telephony.",
  "softphone.soon": "rings on your computer shortly",
  "softphone.rings": "ringing on your computer",
  "softphone.says_soon": "A call for you: {who}, {group}, has waited {waited}. It rings on your computer shortly.",
  "softphone.says": "Your computer is ringing: {who}. Answer or decline.",
  "softphone.answer": "Answer",
  "softphone.reject": "Decline",
  "softphone.hang_up": "Hang up",
  "softphone.unreachable": "IP telephony does not answer, so calls cannot ring here. We keep trying.",
  "softphone.login": "Log in to Amazon Connect in the window that opened, and calls can ring here.",
  "softphone.microphone": "The browser does not allow the microphone. Allow it for this page, then reload.",
  "softphone.failed": "IP telephony could not be loaded. Reload the page, or log in with a telephone number.",
};
