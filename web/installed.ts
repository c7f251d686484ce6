/** The build's part of an installed client: its manifest, and the service worker with what to keep. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { build } from "esbuild";

/** Fetched by few, or only where there is a network anyway. */
const NOT_KEPT = /^\/assets\/(connect_softphone|simulated_softphone|phones|outbox)-/;

export interface Built {
  out: string;
  /** Every file under assets/ that a page may ask for, as paths from the site's root. */
  files: readonly string[];
  script: string;
  page: string;
  icons: Icons;
}

export interface Icons {
  icon_192: string;
  icon_512: string;
  icon_maskable_512: string;
  badge_96: string;
}

export async function writeManifest(out: string, icons: Icons): Promise<void> {
  const png = (src: string, size: number, purpose: string) => ({
    src,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const shortcut = (name: string, url: string) => ({
    name,
    url,
    icons: [png(icons.icon_192, 192, "any")],
  });
  const manifest = {
    id: "/",
    name: "Jour: samtal, kö och kollegor",
    short_name: "Jour",
    description: "Inloggning, närvaro och samtal för den som svarar.",
    lang: "sv",
    dir: "ltr",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#f6f5f2",
    theme_color: "#f6f5f2",
    categories: ["business", "productivity"],
    icons: [
      png(icons.icon_192, 192, "any"),
      png(icons.icon_512, 512, "any"),
      png(icons.icon_maskable_512, 512, "maskable"),
    ],
    shortcuts: [
      shortcut("Kö", "/ko"),
      shortcut("Dagens samtal", "/dagens-samtal"),
      shortcut("Logga in som handläggare", "/handlaggare"),
    ],
  };
  await writeFile(`${out}/manifest.webmanifest`, JSON.stringify(manifest));
}

/** At the site's root, under a name that stays: the browser compares it byte by byte at each visit. */
export async function buildServiceWorker({ out, files, script, page, icons }: Built): Promise<void> {
  const kept = files.filter((file) => !NOT_KEPT.test(file)).sort();
  await build({
    entryPoints: ["src/service_worker/service_worker.ts"],
    outfile: `${out}/service_worker.js`,
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    define: {
      BUILD: JSON.stringify(createHash("sha256").update(page).digest("hex").slice(0, 12)),
      PRECACHE: JSON.stringify(kept),
      SCRIPT: JSON.stringify(script),
      NOTIFICATION_ICON: JSON.stringify(icons.icon_192),
      NOTIFICATION_BADGE: JSON.stringify(icons.badge_96),
    },
  });
}
