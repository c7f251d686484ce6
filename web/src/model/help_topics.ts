/** Which topics the help has, in the order of its index, and their addresses. */

export const SECTIONS = [
  {
    id: "login",
    topics: [
      "logga-in",
      "pc-klient",
      "mobil",
      "webb",
      "distansinloggning",
      "vad-ersatter-vad",
      "losenord",
    ],
  },
  {
    id: "calls",
    topics: [
      "samtal",
      "inga-samtal",
      "vidarekoppling",
      "konferens",
      "ateruppringning",
      "utringning",
      "chatt",
      "ip-telefoni",
    ],
  },
  { id: "trouble", topics: ["tappad-kontakt", "brandvagg"] },
  {
    id: "administration",
    topics: ["anvandare", "registrera-distans", "svarsgrupper", "importera", "losenordsregler"],
  },
] as const;

export type TopicId = (typeof SECTIONS)[number]["topics"][number];

export const HELP = "/hjalp";
export const TOPICS: readonly TopicId[] = SECTIONS.flatMap(({ topics }) => topics);

export function isTopic(name: string): name is TopicId {
  return (TOPICS as readonly string[]).includes(name);
}

export function helpAddress(topic: TopicId): string {
  return `${HELP}/${topic}`;
}

/** Whether an address is of the help: its index or a topic. */
export function isHelp(path: string): boolean {
  return path === HELP || path.startsWith(`${HELP}/`);
}

/** Which topic an address means; null for the index, and for one that is none. */
export function topicAt(path: string): TopicId | null {
  const name = path.slice(HELP.length + 1);
  return isHelp(path) && isTopic(name) ? name : null;
}
