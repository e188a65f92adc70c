import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";

/** A package as /lib/apk/db/installed has it. */
export interface ApkEntry {
  readonly name: string;
  readonly version: string;
  /** Bytes. */
  readonly size: number;
  readonly depends: readonly string[];
  readonly files: readonly string[];
  readonly summary: string;
}

const INSTALLED = "/lib/apk/db/installed";
const WORLD = "/etc/apk/world";

export function readInstalled(p: Process): ApkEntry[] {
  if (!p.files.exists(INSTALLED)) return [];
  return decode(p.files.readFile(INSTALLED))
    .split(/\n\n+/)
    .filter((block) => block.trim() !== "")
    .map((block) => {
      const all = (letter: string) =>
        block
          .split("\n")
          .filter((l) => l.startsWith(`${letter}:`))
          .map((l) => l.slice(2));
      let folder = "";
      const files: string[] = [];
      for (const line of block.split("\n")) {
        if (line.startsWith("F:")) folder = line.slice(2);
        if (line.startsWith("R:")) files.push(`/${folder}/${line.slice(2)}`);
      }
      return {
        name: all("P")[0] ?? "",
        version: all("V")[0] ?? "",
        size: Number(all("I")[0] ?? 0),
        depends: (all("D")[0] ?? "").split(" ").filter((d) => d !== ""),
        files,
        summary: all("T")[0] ?? "",
      };
    });
}

export function writeInstalled(p: Process, entries: readonly ApkEntry[]): void {
  const blocks = entries.map((e) => {
    const lines = [`P:${e.name}`, `V:${e.version}`, "A:x86_64"];
    if (e.size) lines.push(`I:${e.size}`);
    if (e.summary) lines.push(`T:${e.summary}`);
    if (e.depends.length) lines.push(`D:${e.depends.join(" ")}`);
    for (const f of e.files) {
      const at = f.lastIndexOf("/");
      lines.push(`F:${f.slice(1, at)}`, `R:${f.slice(at + 1)}`);
    }
    return `${lines.join("\n")}\n\n`;
  });
  p.files.mkdirs("/lib/apk/db", 0o755);
  p.files.writeFile(INSTALLED, blocks.join(""), 0o644);
}

export function readWorld(p: Process): string[] {
  if (!p.files.exists(WORLD)) return [];
  return decode(p.files.readFile(WORLD))
    .split(/\s+/)
    .filter((w) => w !== "");
}

export function writeWorld(p: Process, words: readonly string[]): void {
  p.files.mkdirs("/etc/apk", 0o755);
  p.files.writeFile(
    WORLD,
    [...new Set(words)]
      .sort()
      .map((w) => `${w}\n`)
      .join(""),
    0o644,
  );
}
