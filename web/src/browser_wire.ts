/** The browser's parts of the connection: WebSocket, timers, chance, and the beat. */
import type { Surroundings, Wire, WireEvents } from "./model/link.ts";
import { BEAT_MS } from "./model/heartbeat.ts";

/** For the agents' connection, whose page reads several messages in one. */
export const surroundings = socketAt("/ws?several=1");

/** For a connection of another kind, whose socket is at `path`. */
export function socketAt(path: string): Surroundings {
  return {
    open: (events) => openSocket(path, events),
    later(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

function openSocket(path: string, events: WireEvents): Wire {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}${path}`);
  socket.addEventListener("open", () => events.opened());
  socket.addEventListener("message", (event) => events.received(String(event.data)));
  socket.addEventListener("close", () => events.closed());
  return socket;
}

declare const BEAT_WORKER: string;

/**
 * Calls `beat` every BEAT_MS, also from a tab that has long been in the background: browsers slow
 * a page's own timers down to one a minute there, which would use up most of a desktop's lease.
 */
export function keepBeating(beat: () => void): () => void {
  const worker = new Worker(BEAT_WORKER);
  worker.addEventListener("message", beat);
  worker.postMessage(BEAT_MS);
  return () => worker.terminate();
}

/** Calls back when there is reason to try again at once. */
export function onReturn(act: () => void): () => void {
  const visible = () => document.visibilityState === "visible" && act();
  addEventListener("online", act);
  addEventListener("pageshow", act);
  document.addEventListener("visibilitychange", visible);
  return () => {
    removeEventListener("online", act);
    removeEventListener("pageshow", act);
    document.removeEventListener("visibilitychange", visible);
  };
}
