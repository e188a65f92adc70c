import type { Process } from "../../kernel/process.ts";
import { complain, noManifest } from "./npm-messages.ts";
import { type Manifest, projectFolder, readManifest, writeManifest } from "./npm-project.ts";

/** `npm pkg get|set|delete`: single values of package.json, by paths as `scripts.start` or `files[0]`. */
export async function pkg(p: Process, words: readonly string[], json: boolean): Promise<number> {
  const folder = projectFolder(p);
  const manifest = readManifest(p, folder);
  if (!manifest) return noManifest(p, folder);
  const [verb = "", ...keys] = words;
  switch (verb) {
    case "get":
      await p.write(1, `${shown(manifest, keys)}\n`);
      return 0;
    case "set":
      for (const word of keys) {
        const at = word.indexOf("=");
        if (at < 1) return usage(p, "npm pkg set expects a key=value pair of args.");
        put(manifest, path(word.slice(0, at)), json ? parsed(word.slice(at + 1)) : word.slice(at + 1));
      }
      if (keys.length === 0) return usage(p, "npm pkg set expects a key=value pair of args.");
      writeManifest(p, folder, manifest);
      return 0;
    case "delete":
      if (keys.length === 0) return usage(p, "npm pkg delete expects key args.");
      for (const key of keys) remove(manifest, path(key));
      writeManifest(p, folder, manifest);
      return 0;
    default:
      return usage(p, "");
  }
}

async function usage(p: Process, why: string): Promise<number> {
  await complain(p, [
    "code EUSAGE",
    ...(why ? [why] : []),
    "usage npm pkg set <key>=<value>",
    "usage npm pkg get [<key> [<key> ...]]",
    "usage npm pkg delete <key> [<key> ...]",
  ]);
  return 1;
}

/** One value alone as it is; several, or all, as an object. */
function shown(manifest: Manifest, keys: readonly string[]): string {
  const only = keys[0];
  if (only === undefined) return JSON.stringify(manifest, null, 2);
  if (keys.length === 1) return JSON.stringify(get(manifest, path(only)) ?? {}, null, 2);
  const found = keys.map((k) => [k, get(manifest, path(k))] as const).filter(([, v]) => v !== undefined);
  return JSON.stringify(Object.fromEntries(found), null, 2);
}

const path = (key: string): string[] => key.replace(/\[(\w*)\]/g, ".$1").split(".");

type Holder = Record<string, unknown>;
const isHolder = (v: unknown): v is Holder => typeof v === "object" && v !== null;
/** Names that would reach the objects' own prototypes. */
const REFUSED = new Set(["__proto__", "constructor", "prototype"]);

function get(from: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((v, k) => (isHolder(v) && Object.hasOwn(v, k) ? v[k] : undefined), from);
}

function put(into: Holder, keys: readonly string[], value: unknown): void {
  const [key = "", ...rest] = keys;
  if (REFUSED.has(key)) return;
  const name = Array.isArray(into) && key === "" ? String(into.length) : key;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  if (!isHolder(into[name])) into[name] = /^\d*$/.test(rest[0] ?? "x") ? [] : {};
  put(into[name] as Holder, rest, value);
}

function remove(from: Holder, keys: readonly string[]): void {
  const holder = get(from, keys.slice(0, -1));
  const key = keys.at(-1) ?? "";
  if (isHolder(holder) && Object.hasOwn(holder, key)) delete holder[key];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
