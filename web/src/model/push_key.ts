/** The server's public key: as text on its way, as bytes for the browser. */

/** Reads base64url. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

export function isSameKey(held: ArrayBuffer | null, wanted: Uint8Array): boolean {
  if (held === null || held.byteLength !== wanted.length) return false;
  return new Uint8Array(held).every((byte, at) => byte === wanted[at]);
}
