/** The help as the build makes it of its Markdown, and what a search finds in it. */
import type { TopicId } from "./help_topics.ts";

export type Inline =
  | string
  | { kind: "strong" | "em"; of: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; to: string; of: Inline[] };

export type Block =
  | { kind: "heading" | "paragraph" | "note"; of: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  /** Drawn by the page: the number that agents ring, and what replaces what. */
  | { kind: "service_number" | "replaces" };

export interface Topic {
  id: TopicId;
  title: string;
  lede: Inline[];
  blocks: Block[];
}

/** Topics with every word that was typed, best first: in the title, then in the lede, then below. */
export function searched(topics: readonly Topic[], typed: string): Topic[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return topics
    .map((topic, place) => ({ topic, place, weight: weight(topic, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ topic }) => topic);
}

/** How well a topic answers; 0 where a word is missing. */
function weight({ title, lede, blocks }: Topic, words: readonly string[]): number {
  const parts: [string, number][] = [
    [folded(title), 9],
    [folded(said(lede)), 3],
    [folded(blocks.map(saidIn).join(" ")), 1],
  ];
  const weights = words.map((word) => parts.find(([text]) => text.includes(word))?.[1] ?? 0);
  return weights.includes(0) ? 0 : weights.reduce((sum, one) => sum + one, 0);
}

export function said(of: readonly Inline[]): string {
  return of
    .map((part) => (typeof part === "string" ? part : part.kind === "code" ? part.text : said(part.of)))
    .join("");
}

function saidIn(block: Block): string {
  switch (block.kind) {
    case "list":
      return block.items.map(said).join(" ");
    case "table":
      return [...block.head, ...block.rows.flat()].map(said).join(" ");
    case "service_number":
    case "replaces":
      return "";
    default:
      return said(block.of);
  }
}

/** As people write it in a hurry: small letters, and `a` for å and ä. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
