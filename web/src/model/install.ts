/** How this browser installs the client, as far as its name tells. */

export interface Browser {
  userAgent: string;
  /** Fingers: an iPad calls itself a Mac, and only its touch gives it away. */
  touch: boolean;
  installed: boolean;
  /** It has offered to install by itself: a button can do it. */
  offers: boolean;
}

export type InstallWay =
  | "installed"
  | "button"
  | "ios_safari"
  | "ios_other"
  | "android_chrome"
  | "android_firefox"
  | "desktop_chromium"
  | "mac_safari"
  | "desktop_firefox"
  | "unknown";

export function installWay({ userAgent, touch, installed, offers }: Browser): InstallWay {
  if (installed) return "installed";
  if (offers) return "button";
  const is = (name: RegExp) => name.test(userAgent);
  if (is(/iPhone|iPad|iPod/) || (is(/Macintosh/) && touch)) {
    return is(/CriOS|FxiOS|EdgiOS/) ? "ios_other" : "ios_safari";
  }
  if (is(/Android/)) return is(/Firefox/) ? "android_firefox" : "android_chrome";
  if (is(/Chrome|Edg\//)) return "desktop_chromium";
  if (is(/Firefox/)) return "desktop_firefox";
  return is(/Macintosh/) && is(/Safari/) ? "mac_safari" : "unknown";
}

/** How many steps the instructions for each way have. */
export const STEPS: Record<Exclude<InstallWay, "installed" | "button">, number> = {
  ios_safari: 3,
  ios_other: 2,
  android_chrome: 3,
  android_firefox: 2,
  desktop_chromium: 2,
  mac_safari: 2,
  desktop_firefox: 1,
  unknown: 1,
};
