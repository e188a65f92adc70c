import { resolve } from "./address.ts";

/** Gets a file of the served site; undefined when there is none. */
export type GetResource = (url: string) => Promise<{ readonly type: string; readonly body: Uint8Array } | undefined>;

/** Puts what a document refers to in its place, since the frame can fetch nothing. Each file is asked for once. */
export interface Inliner {
  /** A file as a `data:` address. */
  file(url: string): Promise<string | undefined>;
  /** A file's text, with what it refers to in place. */
  text(url: string, kind: "script" | "module" | "style"): Promise<string | undefined>;
  /** A style's text, its `url()` and `@import` in place. */
  style(css: string, base: string): Promise<string>;
  /** A module's text, what it imports in place. */
  module(source: string, base: string): Promise<string>;
}

/** Files that refer to each other are followed so far. */
const DEEPEST = 8;

const URLS = /url\(\s*(['"]?)([^'")]+)\1\s*\)/g;
const IMPORT_RULES = /@import\s+(?:url\(\s*)?['"]?([^'")\s;]+)['"]?\s*\)?([^;]*);/g;
const IMPORTS = /\b(from\s*|import\s*\(?\s*)(['"])(\.{0,2}\/[^'"]*)\2/g;

export function createInliner(get: GetResource): Inliner {
  const known = new Map<string, ReturnType<GetResource>>();
  const fetched = (url: string) => {
    const asked = known.get(url) ?? get(url);
    known.set(url, asked);
    return asked;
  };

  const file = async (url: string) => {
    const found = await fetched(url);
    return found && dataUrl(found.type, found.body);
  };

  async function style(css: string, base: string, depth = 0): Promise<string> {
    const whole = await replaceAll(css, IMPORT_RULES, async ([, reference = "", media = ""]) => {
      const url = resolve(reference, base);
      const found = url && depth < DEEPEST ? await fetched(url) : undefined;
      if (!found || url === undefined) return "";
      const text = await style(decode(found.body), url, depth + 1);
      return media.trim() ? `@media ${media.trim()} {${text}}` : text;
    });
    return replaceAll(whole, URLS, async ([all, , reference = ""]) => {
      const url = /^(?:data:|#)/.test(reference) ? undefined : resolve(reference, base);
      const data = url?.startsWith("http:") ? await file(url) : undefined;
      return data === undefined ? all : `url("${data}")`;
    });
  }

  function module(source: string, base: string, depth = 0): Promise<string> {
    return replaceAll(source, IMPORTS, async ([all, before = "", , reference = ""]) => {
      const url = resolve(reference, base);
      const found = url && depth < DEEPEST ? await fetched(url) : undefined;
      if (!found || url === undefined) return all;
      const text = await module(decode(found.body), url, depth + 1);
      return `${before}"${dataUrl("text/javascript", new TextEncoder().encode(text))}"`;
    });
  }

  return {
    file,
    style,
    module,
    async text(url, kind) {
      const found = await fetched(url);
      if (!found) return undefined;
      const text = decode(found.body);
      if (kind === "style") return style(text, url);
      return kind === "module" ? module(text, url) : text;
    },
  };
}

async function replaceAll(
  text: string,
  pattern: RegExp,
  put: (match: RegExpMatchArray) => Promise<string>,
): Promise<string> {
  let out = "";
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    out += text.slice(at, match.index) + (await put(match));
    at = match.index + match[0].length;
  }
  return out + text.slice(at);
}

function dataUrl(type: string, bytes: Uint8Array): string {
  let text = "";
  for (const b of bytes) text += String.fromCharCode(b);
  return `data:${type};base64,${btoa(text)}`;
}

const decoder = new TextDecoder();
function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
