/** What the local run's simulated mail and text messages have sent. Not there anywhere else. */
import { Problem, call } from "./api.ts";

export interface Letter {
  kind: "mail" | "sms";
  to: string;
  subject: string;
  text: string;
  at: string;
}

type Sent = Omit<Letter, "kind" | "subject"> & { subject?: string };

/** All that was sent, newest first; null where there is no such page. */
export async function letters(): Promise<Letter[] | null> {
  const [mails, texts] = await Promise.all([sent("/sim/mail"), sent("/sim/sms")]);
  if (mails === null && texts === null) return null;
  const all = [...labelled(mails, "mail"), ...labelled(texts, "sms")];
  return all.sort((a, b) => b.at.localeCompare(a.at));
}

/** Elsewhere the address is unknown, or the client's own page answers for it. */
async function sent(path: string): Promise<Sent[] | null> {
  try {
    const answer = await call<unknown>("GET", path);
    return Array.isArray(answer) ? (answer as Sent[]) : null;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

function labelled(messages: Sent[] | null, kind: Letter["kind"]): Letter[] {
  // Oldest first is how they come; of two within the same second the later stays on top.
  return (messages ?? []).toReversed().map((message) => ({ subject: "", ...message, kind }));
}
