/** Push messages to this browser, from the API's side. */
import { call } from "./api.ts";
import type { Locale } from "./model/time.ts";

export interface PushState {
  /** What a browser subscribes with. */
  public_key: string;
  /** Whether this login has a subscription. */
  subscribed: boolean;
}

export interface PushWish {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  language: Locale;
  shows_caller: boolean;
  /** What it has subscribed with. */
  public_key: string;
}

export const pushState = () => call<PushState>("GET", "/api/push");

export const turnPushOn = (wish: PushWish) => call<undefined>("POST", "/api/push", wish);

export const turnPushOff = () => call<undefined>("DELETE", "/api/push");
