/** My status as I see it: what I asked for shows at once, and is taken back if it was refused. */
import type { Me, Status } from "./contract.ts";

export interface Wish {
  id: string;
  status: Status;
  reason: string | null;
  since: string;
}

/** What to show: the newest wish that still waits for its answer, over what the server last said. */
export function shownMe(me: Me, wish: Wish | null): Me {
  if (wish === null) return me;
  const talking = me.state === "busy" || me.state === "offered" || me.state === "wrap_up";
  const state = talking ? me.state : wish.status;
  return {
    ...me,
    status: wish.status,
    reason: wish.reason,
    state,
    since: state === me.state && wish.reason === me.reason ? me.since : wish.since,
  };
}

/** An answer settles the wish that it belongs to; one to an older click changes nothing. */
export function settled(wish: Wish | null, id: string | null | undefined): Wish | null {
  return wish !== null && wish.id === id ? null : wish;
}
