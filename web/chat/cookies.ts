/** Whether the browser keeps a cookie for this frame; else the chat would be lost at once. */

const TRIAL = "__Host-jour-trial";
const ATTRIBUTES = "Path=/; Secure; SameSite=None; Partitioned";

/** Tries with one that is gone again at once. It has the attributes of the chat's own. */
export function keepsCookies(): boolean {
  document.cookie = `${TRIAL}=1; ${ATTRIBUTES}`;
  const kept = document.cookie.includes(`${TRIAL}=1`);
  document.cookie = `${TRIAL}=; ${ATTRIBUTES}; Max-Age=0`;
  return kept;
}
