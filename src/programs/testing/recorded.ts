import type { Files } from "../../filesystem/files.ts";
import { decodeLossless } from "../lib/bytes.ts";
import fixture from "./fixture.json" with { type: "json" };
import { createTestMachine, START, type ToolResult } from "./run-tool.ts";

/** A line of recorded.json: what a real tool printed (see record.py). */
export interface Recorded {
  readonly flavour: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  /** What is different in /work afterwards; null: gone. */
  readonly changed?: Readonly<Record<string, string | null>>;
}

const TIME = START - 2 * 3_600_000_000;

function fill(files: Files): void {
  for (const [path, text] of Object.entries(fixture)) {
    if (path.endsWith("/")) files.mkdirs(path);
    else {
      if (path.includes("/")) files.mkdirs(path.replace(/\/[^/]*$/, ""));
      if (text.startsWith("-> ")) files.symlink(text.slice(3), path);
      else files.writeFile(path, text);
    }
  }
  for (const path of ["d/sub", "d", "e", "/work", ...Object.keys(fixture)])
    if (files.exists(path) && files.lstat(path).kind !== "symlink") files.utimes(path, TIME);
}

function state(files: Files, folder = "/work"): Record<string, string> {
  const out: Record<string, string> = {};
  for (const { name } of files.readdir(folder)) {
    const path = `${folder}/${name}`;
    const stat = files.lstat(path);
    const mode = stat.mode.toString(8);
    const key = path.slice("/work/".length);
    if (stat.kind === "symlink") out[key] = `-> ${files.readlink(path)}`;
    else if (stat.kind === "directory") Object.assign(out, { [key]: `folder ${mode}` }, state(files, path));
    else if (stat.kind === "file") out[key] = `${mode} ${decodeLossless(files.readFile(path))}`;
  }
  return out;
}

/** Plays it on a fresh test machine. */
export async function play(record: Recorded): Promise<{ result: ToolResult; changed: Record<string, string | null> }> {
  const flavour = record.flavour === "busybox" ? "busybox" : "gnu";
  const machine = createTestMachine(flavour);
  fill(machine.files);
  const before = state(machine.files);
  const result = await machine.run({
    argv: record.argv,
    flavour,
    ...(record.stdin === undefined ? {} : { stdin: record.stdin }),
  });
  const after = state(machine.files);
  const changed: Record<string, string | null> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (before[key] !== after[key]) changed[key] = after[key] ?? null;
  return { result, changed };
}

// Folders are walked in another order than on the recording machine, whose files systems do not sort.
const UNORDERED = new Set(["find", "cp", "rm", "chmod"]);

function comparable(record: Recorded, text: string): string {
  const usage = text.replace(/^((?:.*\n)*?)(\s*Usage: .*\n(?:(?:\t|or: | {2}or: ).*\n)*)[^]*$/m, "$1$2");
  const unordered = UNORDERED.has(record.argv[0] ?? "") || record.argv.includes("-r") || record.argv.includes("-rn");
  return unordered
    ? usage
        .split(/(?<=\n|\0)/)
        .sort()
        .join("")
    : usage;
}

/** What is compared of a run. */
export function visible(record: Recorded, r: { stdout: string; stderr: string; status: number }, changed: unknown) {
  return { stdout: comparable(record, r.stdout), stderr: comparable(record, r.stderr), status: r.status, changed };
}
