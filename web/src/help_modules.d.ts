/** What the build makes of docs/help, one language each. */
declare module "help:sv" {
  const topics: import("./model/help.ts").Topic[];
  export default topics;
}

declare module "help:en" {
  const topics: import("./model/help.ts").Topic[];
  export default topics;
}
