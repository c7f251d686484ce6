/** Builds web/dist: hashed files under assets/ and an index.html that names them. */
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { type Metafile, build } from "esbuild";
import { helpPlugin } from "./help_source.ts";
import { buildServiceWorker, writeManifest } from "./installed.ts";

const OUT = "dist";

/** Finds the written file for a source file, as a path from the site's root. */
function written(meta: Metafile, source: string): string {
  for (const [file, output] of Object.entries(meta.outputs)) {
    const inputs = Object.keys(output.inputs);
    const isIt = output.entryPoint === source || (inputs.length === 1 && inputs[0] === source);
    if (isIt && !file.endsWith(".map")) return file.slice(OUT.length);
  }
  throw new Error(`The build wrote nothing for ${source}`);
}

/** Copies a file that esbuild has no part in, under a name that changes with its content. */
async function copied(source: string, stem: string, ending: string): Promise<string> {
  const content = await readFile(source);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const path = `/assets/${stem}-${hash}.${ending}`;
  await writeFile(OUT + path, content);
  return path;
}

const options = {
  outdir: OUT,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  publicPath: "/",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  loader: { ".svg": "text", ".woff2": "file" },
  logLevel: "warning",
} as const;

await rm(OUT, { recursive: true, force: true });
// The worker goes first: the rest must know its hashed name.
const worker = await build({ ...options, entryPoints: ["src/beat.worker.ts"] });
const alertIcon = await copied("src/favicon_alert.svg", "favicon_alert", "svg");
const { metafile } = await build({
  ...options,
  entryPoints: ["src/main.ts", "src/styles/main.css"],
  splitting: true,
  plugins: [helpPlugin],
  define: {
    BEAT_WORKER: JSON.stringify(written(worker.metafile, "src/beat.worker.ts")),
    ALERT_ICON: JSON.stringify(alertIcon),
  },
});

const icons = {
  icon_192: await copied("src/icons/icon_192.png", "icon_192", "png"),
  icon_512: await copied("src/icons/icon_512.png", "icon_512", "png"),
  icon_maskable_512: await copied("src/icons/icon_maskable_512.png", "icon_maskable_512", "png"),
  badge_96: await copied("src/icons/badge_96.png", "badge_96", "png"),
};
// The customer's chat is small and alone: it shares no chunk with the client.
const chat = await build({ ...options, entryPoints: ["chat/main.ts", "chat/chat.css"] });
// Websites name this one in their own pages: its address never changes.
const embed = await build({
  ...options,
  entryPoints: { "chat/jour-chat": "chat/jour-chat.ts" },
  entryNames: "[dir]/[name]",
  format: "iife",
});

const FONT = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const script = written(metafile, "src/main.ts");
const names: Record<string, string> = {
  SCRIPT: script,
  PRELOADS: preloads(script),
  STYLE: written(metafile, "src/styles/main.css"),
  ICON: await copied("src/favicon.svg", "favicon", "svg"),
  TOUCH_ICON: await copied("src/icons/apple_touch_icon.png", "apple_touch_icon", "png"),
  FONT: written(metafile, FONT),
};
/** The chunks that the first script begins with, so that they are fetched along with it. */
function preloads(script: string): string {
  const chunks = metafile.outputs[OUT + script]?.imports ?? [];
  return chunks
    .filter((chunk) => chunk.kind === "import-statement")
    .map((chunk) => `<link rel="modulepreload" href="${chunk.path.slice(OUT.length)}">`)
    .join("\n    ");
}

/** Writes a page with the names of the built files filled in. */
async function page(source: string, to: string, files: Record<string, string>): Promise<string> {
  const text = await readFile(source, "utf8");
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const file = files[name];
    if (file === undefined) throw new Error(`${source} names {{${name}}}, which is not built`);
    return file;
  });
  await writeFile(OUT + to, filled);
  return filled;
}

const shell = await page("src/index.html", "/index.html", names);
await writeManifest(OUT, icons);
const outputs = [...Object.keys(metafile.outputs), ...Object.keys(worker.metafile.outputs)];
const drawings = [names["ICON"] ?? "", alertIcon];
const files = [...outputs.map((file) => file.slice(OUT.length)), ...drawings];
await buildServiceWorker({ out: OUT, files, script, page: shell, icons });
await page("chat/index.html", "/chat/index.html", {
  SCRIPT: written(chat.metafile, "chat/main.ts"),
  STYLE: written(chat.metafile, "chat/chat.css"),
  ICON: names["ICON"] ?? "",
});

for (const file of [metafile, chat.metafile, embed.metafile].flatMap((one) => Object.keys(one.outputs))) {
  const content = await readFile(file);
  const packed = gzipSync(content).length;
  console.log(`${String(content.length).padStart(8)} ${String(packed).padStart(7)} gz  ${basename(file)}`);
}
