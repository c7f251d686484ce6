/** An organisation to test with. */
import type { Agent, Me, Snapshot, Present } from "../src/model/contract.ts";
import { type PresenceState, withSnapshot } from "../src/model/presence.ts";

/** When everything here happens. */
export const NOW = new Date("2026-01-05T09:00:00Z");

export function agent(user: string, version: number, more: Partial<Agent> = {}): Agent {
  return { ...present(user, version), ...more };
}

function present(user: string, version: number): Present {
  return {
    user,
    name: user,
    channel: "desktop",
    state: "available",
    reason: null,
    since: "2026-01-05T07:02:00Z",
    groups: ["support"],
    version,
  };
}

export function anna(version: number, more: Partial<Me> = {}): Me {
  return {
    ...present("anna", version),
    organisation: { id: "demo", name: "Demo" },
    phone: "+46701740605",
    status: "available",
    available_groups: [],
    ...more,
  };
}

export function snapshot(agents: Agent[], me: Me = anna(1), more: Partial<Snapshot> = {}): Snapshot {
  return {
    type: "snapshot",
    me,
    agents,
    groups: [
      { id: "support", name: "Support", media: "voice" },
      { id: "vaxel", name: "Växel", media: "voice" },
    ],
    view: null,
    pause_reasons: ["lunch"],
    version: 0,
    ...more,
  };
}

export function state(agents: Agent[], me: Me = anna(1)): PresenceState {
  return withSnapshot(null, snapshot(agents, me), NOW);
}
