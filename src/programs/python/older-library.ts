import { decode, encode } from "../../std/text.ts";
import type { Library } from "./library.ts";
import { EDITS, MADE, NEW_FILES, OLDER } from "./older-edits.ts";
import { isMoved, moveLines } from "./older-lines.ts";

/** What was changed of a library, for all processes. */
const changedOf = new WeakMap<Library, Map<string, Uint8Array>>();

/** A file's text as a Python before 3.14 had it, its lines where they are now; undefined for one that was the same. */
export function olderText(library: Library, path: string): string | undefined {
  const made = MADE[path];
  const edits = EDITS[path] ?? [];
  const more = OLDER[path] ?? "";
  if (!made && !edits.length && !more) return undefined;
  const source = originalText(library, made?.of ?? path);
  if (source === undefined) return undefined;
  return (
    edits.reduce((text, [now, before]) => text.replaceAll(now, () => before), made ? made.make(source) : source) + more
  );
}

/** The library as a Python of this version has it. */
export function libraryOf(library: Library, version: string): Library {
  if (Number(version.split(".")[1]) >= 14) return library;
  const changed = changedOf.get(library) ?? new Map<string, Uint8Array>();
  changedOf.set(library, changed);
  const change = (path: string) => {
    const known = changed.get(path);
    if (known) return known;
    const text = olderText(library, path);
    if (text === undefined && !isMoved(path)) return undefined;
    const original = text ?? originalText(library, path);
    if (original === undefined) return undefined;
    const bytes = encode(moveLines(path, original));
    changed.set(path, bytes);
    return bytes;
  };
  return {
    ...library,
    file: (path) => (NEW_FILES.has(path) ? undefined : (change(path) ?? library.file(path))),
    size: (path) => (NEW_FILES.has(path) ? undefined : (change(path)?.length ?? library.size(path))),
    names: (folder) => {
      const all = new Set([...library.names(folder), ...added(folder)]);
      return [...all].filter((name) => !NEW_FILES.has(folder ? `${folder}/${name}` : name));
    },
  };
}

function originalText(library: Library, path: string): string | undefined {
  const bytes = library.file(path);
  return bytes && decode(bytes);
}

/** The names of the files in a folder that only the older ones had. */
function added(folder: string): string[] {
  return Object.keys(MADE).flatMap((path) => {
    const cut = path.lastIndexOf("/");
    return path.slice(0, Math.max(cut, 0)) === folder ? [path.slice(cut + 1)] : [];
  });
}
