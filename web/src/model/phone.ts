/** Phone numbers as Swedes write them; the server alone decides what is a number. */

export const SOFTPHONE = "softphone";

/** Area codes of three digits, the leading zero included. 08 has two, all others four. */
const THREE_DIGIT_AREAS = new Set(
  (
    "011 013 016 018 019 021 023 026 031 033 035 036 040 042 044 046 054 060 063 090 " +
    "010 020 070 071 072 073 074 075 076 077 078 079"
  ).split(" "),
);

/** Shows an E.164 number: +46701740605 as 070-174 06 05, foreign ones in international form. */
export function formatPhone(e164: string): string {
  if (!/^\+\d{5,15}$/.test(e164)) return e164;
  if (!e164.startsWith("+46")) return foreign(e164.slice(1));
  const national = `0${e164.slice(3)}`;
  const area = areaCode(national);
  return `${area}-${swedish(national.slice(area.length))}`;
}

/** Country codes of one and two digits; all others have three. */
const COUNTRY = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/;

function foreign(digits: string): string {
  const [, country = "", rest = digits] = COUNTRY.exec(digits) ?? [];
  return `+${country} ${grouped(rest)}`;
}

function areaCode(national: string): string {
  if (national.startsWith("08")) return "08";
  const three = national.slice(0, 3);
  return THREE_DIGIT_AREAS.has(three) ? three : national.slice(0, 4);
}

/** As Swedes group them: 465 004 10, 174 06 05, 12 34 56, 123 45. */
function swedish(digits: string): string {
  if (digits.length !== 8) return grouped(digits);
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

/** Pairs from the right; an odd number begins with three. */
function grouped(digits: string): string {
  const odd = digits.length % 2 === 1 ? 3 : 2;
  const parts = [digits.slice(0, odd)];
  for (let at = odd; at < digits.length; at += 2) parts.push(digits.slice(at, at + 2));
  return parts.join(" ");
}

/** Whether what was typed is a Swedish number outside the mobile ranges: it gets no texts (F13). */
export function looksLandline(typed: string): boolean {
  const digits = typed.replace(/\(0\)/g, "").replace(/[\s\-()./]/g, "");
  const swedish = /^(?:0|\+46|0046)([1-9]\d{6,9})$/.exec(digits)?.[1];
  return swedish !== undefined && !/^7[02369]/.test(swedish);
}

/** A gentle look at what was typed: true when nobody could take it for a number. */
export function looksWrong(typed: string): boolean {
  const digits = typed.replace(/[\s\-()./]/g, "");
  return !/^(\+|00)?\d{5,17}$/.test(digits);
}
