/** The build's part of the help: Markdown of ours becomes nodes that the page draws, never HTML. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { type Token, type Tokens, lexer } from "marked";
import { type Block, type Inline, type Topic, said } from "./src/model/help.ts";
import { TOPICS, type TopicId, helpAddress, isTopic } from "./src/model/help_topics.ts";
import type { Locale } from "./src/model/time.ts";

export const SOURCES = join(import.meta.dirname, "..", "docs", "help");

/** Stands alone in a paragraph, in braces, where the page draws something of its own. */
const DRAWN = /^\{(service_number|replaces)\}$/;

/** Every topic in one language, in the order of the index. */
export function topicsIn(language: Locale): Promise<Topic[]> {
  return Promise.all(TOPICS.map((id) => topic(language, id)));
}

/** Makes `help:sv` and `help:en` modules that hold their topics. */
export const helpPlugin: Plugin = {
  name: "help",
  setup(build) {
    build.onResolve({ filter: /^help:(sv|en)$/ }, ({ path }) => ({
      path: path.slice("help:".length),
      namespace: "help",
    }));
    build.onLoad({ filter: /.*/, namespace: "help" }, async ({ path }) => ({
      contents: JSON.stringify(await topicsIn(path as Locale)),
      loader: "json",
    }));
  },
};

async function topic(language: Locale, id: TopicId): Promise<Topic> {
  const file = join(SOURCES, language, `${id}.md`);
  const [title, lede, ...rest] = lexer(await readFile(file, "utf8")).filter(
    ({ type }) => type !== "space",
  );
  if (title?.type !== "heading" || lede?.type !== "paragraph") {
    throw new Error(`${file} does not begin with a heading and a paragraph`);
  }
  const where = `${language}/${id}.md`;
  return {
    id,
    title: said(inlines(title.tokens, where)),
    lede: inlines(lede.tokens, where),
    blocks: rest.map((token) => block(token, where)),
  };
}

function block(token: Token, where: string): Block {
  switch (token.type) {
    case "heading":
      return { kind: "heading", of: inlines(token.tokens, where) };
    case "paragraph":
      return paragraph(token as Tokens.Paragraph, where);
    case "list":
      return list(token as Tokens.List, where);
    case "table":
      return table(token as Tokens.Table, where);
    case "blockquote":
      return { kind: "note", of: inlines((token.tokens?.[0] as Tokens.Paragraph).tokens, where) };
    default:
      throw new Error(`${where}: the help has no ${token.type}`);
  }
}

function paragraph({ text, tokens }: Tokens.Paragraph, where: string): Block {
  const [, drawn] = DRAWN.exec(text) ?? [];
  if (drawn !== undefined) return { kind: drawn as "service_number" | "replaces" };
  return { kind: "paragraph", of: inlines(tokens, where) };
}

function list({ ordered, items }: Tokens.List, where: string): Block {
  return { kind: "list", ordered, items: items.map(({ tokens }) => inlines(tokens, where)) };
}

function table({ header, rows }: Tokens.Table, where: string): Block {
  const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => inlines(tokens, where));
  return { kind: "table", head: cells(header), rows: rows.map(cells) };
}

function inlines(tokens: readonly Token[] | undefined, where: string): Inline[] {
  return (tokens ?? []).flatMap((token) => inline(token, where));
}

function inline(token: Token, where: string): Inline[] {
  switch (token.type) {
    case "text":
      return "tokens" in token && token.tokens ? inlines(token.tokens, where) : [plain(token.text)];
    case "escape":
      return [token.text];
    case "strong":
    case "em":
      return [{ kind: token.type, of: inlines(token.tokens, where) }];
    case "codespan":
      return [{ kind: "code", text: token.text }];
    case "link":
      return [{ kind: "link", to: address(token.href, where), of: inlines(token.tokens, where) }];
    default:
      throw new Error(`${where}: the help has no ${token.type}`);
  }
}

/** A line broken in the source is no break on the page. */
function plain(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

/** A topic by its name, or a page of the client by its address. */
function address(href: string, where: string): string {
  if (href.startsWith("/")) return href;
  if (!isTopic(href)) throw new Error(`${where} leads to ${href}, which is no topic`);
  return helpAddress(href);
}
