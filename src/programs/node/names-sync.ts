import type { Files } from "../../filesystem/files.ts";
import { normalizePath, parentPath, resolvePath } from "../../filesystem/path.ts";

/**
 * Which programs may make calls that stop them in the middle of synchronous code: keeping what that needs (record.ts) costs
 * memory and a little time, so it is done for those whose own files name such a call.
 */

/** A child run to its end, a read of a pipe or terminal, a sleep. */
const SYNC =
  /\b(?:execSync|execFileSync|spawnSync|readSync|Atomics\s*\.\s*wait|readline-sync|prompt-sync)\b|\breadFileSync\s*\(\s*0\b|process\.stdin\.fd|\/dev\/(?:stdin|tty|fd\/0)\b/;

/** What is kept from before an `await` until behind it: a store that follows a request. */
const STORE = /\bAsyncLocalStorage\b/;

/** Whether a text names such a call. */
export const textNamesSync = (text: string): boolean => SYNC.test(text);

/** Files and bytes that are looked through at most: more is no student's program. */
const MOST_FILES = 400;
const MOST_BYTES = 8 << 20;

const REQUESTS = /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/g;

/** Whether the file or one of the program's own files that it asks for (not packages) names such a call. */
export const namesSync = (files: Files, cwd: string, main: string): boolean => names(files, cwd, main, SYNC);

/** Whether one of them names a store that follows a request. */
export const namesStore = (files: Files, cwd: string, main: string): boolean => names(files, cwd, main, STORE);

function names(files: Files, cwd: string, main: string, what: RegExp): boolean {
  const seen = new Set<string>();
  const todo = [resolvePath(cwd, main)];
  let bytes = 0;
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const file = candidates(next).find((f) => isFile(files, f));
    if (file === undefined || seen.has(file) || !/\.(?:[cm]?js)$|\/[^./]+$|^[^./]+$/.test(file)) continue;
    seen.add(file);
    const text = files.readText(file);
    bytes += text.length;
    if (what.test(text)) return true;
    if (seen.size >= MOST_FILES || bytes > MOST_BYTES) return false;
    const folder = parentPath(file);
    for (const [, request] of text.matchAll(REQUESTS))
      if (request && /^\.{0,2}\/|^\.\.?$/.test(request))
        todo.push(normalizePath(request.startsWith("/") ? request : `${folder}/${request}`));
  }
  return false;
}

const candidates = (path: string) => [path, `${path}.js`, `${path}.cjs`, `${path}.mjs`, `${path}/index.js`];

function isFile(files: Files, path: string): boolean {
  try {
    return files.stat(path).kind === "file";
  } catch {
    return false;
  }
}
