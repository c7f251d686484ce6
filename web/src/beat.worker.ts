/** Ticks at the pace it is told. A worker's timers keep time when the page is in the background. */
addEventListener("message", (event: MessageEvent<number>) => {
  setInterval(() => postMessage(null), event.data);
});
