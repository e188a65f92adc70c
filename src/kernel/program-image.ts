import { programOf } from "../filesystem/binary.ts";
import type { Executable, Files } from "../filesystem/files.ts";
import { ErrnoError } from "../std/errno.ts";
import { decode } from "../std/text.ts";

/** What exec makes a process of. */
export interface ProgramImage {
  /** Its name in the program table. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly executable: string;
  readonly comm: string;
  readonly env?: ReadonlyMap<string, string>;
  /** Of a file with the set-user-id bit: its owner, whom the process runs as. A script's bit does not count. */
  readonly setuid?: number;
}

const DEFAULT_PATH = "/bin:/usr/bin";
/** The bytes of a file that exec looks at. */
const HEAD = 256;
const MAX_INTERPRETERS = 5;

/** A file to run, by the path under which it was found. */
export interface Found {
  readonly path: string;
  readonly file: Executable;
}

/**
 * Finds what to run, as execvp does. A name with a slash is a path. Others are looked for in each folder of PATH: a file
 * that may not be executed is passed over, and EACCES is the answer only when nothing else was found.
 */
export function lookUp(files: Files, name: string, path: string | undefined): Found {
  if (name === "") throw new ErrnoError("ENOENT", name);
  if (name.includes("/")) return find(files, name, name);
  let denied = false;
  for (const folder of (path ?? DEFAULT_PATH).split(":")) {
    const candidate = folder === "" ? `./${name}` : `${folder}/${name}`;
    const file = files.executable(candidate);
    if (typeof file !== "string") return { path: candidate, file };
    if (file === "EACCES") denied = true;
    else if (file !== "ENOENT" && file !== "ENOTDIR") throw new ErrnoError(file, name);
  }
  throw new ErrnoError(denied ? "EACCES" : "ENOENT", name);
}

/** The file at this path. A failure names what was to be run. */
function find(files: Files, path: string, name: string): Found {
  const file = files.executable(path);
  if (typeof file === "string") throw new ErrnoError(file, name);
  return { path, file };
}

/**
 * Reads the head of the file: a binary of ours, or `#!INTERPRETER [ARGUMENT]`, which runs the interpreter with the
 * argument (all of the rest of the line), the script's path and the arguments. Anything else is ENOEXEC.
 */
export function loadImage(
  files: Files,
  first: Found,
  argv: readonly string[],
  argv0 = argv[0] ?? first.path,
): ProgramImage {
  const name = argv[0] ?? first.path;
  let { path, file } = first;
  let args: readonly string[] = argv.length > 0 ? argv.with(0, argv0) : [argv0];
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const head = file.data.subarray(0, HEAD);
    const program = programOf(head);
    if (program !== undefined) {
      const image = { program, argv: args, executable: file.path, comm: commOf(first.path) };
      return file.mode & 0o4000 ? { ...image, setuid: file.uid } : image;
    }
    const interpreter = interpreterLine(head);
    if (!interpreter) throw new ErrnoError("ENOEXEC", name);
    args = [interpreter.path, ...interpreter.argument, path, ...args.slice(1)];
    ({ path, file } = find(files, interpreter.path, name));
  }
  throw new ErrnoError("ELOOP", name);
}

/** What ps shows as the command: the name of the file that was run (a script's own), 15 bytes of it. */
function commOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).slice(0, 15);
}

function interpreterLine(head: Uint8Array): { readonly path: string; readonly argument: string[] } | undefined {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined;
  const end = head.indexOf(10);
  const line = decode(head.subarray(2, end < 0 ? head.length : end)).replace(/^[ \t]+|[ \t]+$/g, "");
  const [, path, argument] = /^([^ \t]+)(?:[ \t]+(.*))?$/s.exec(line) ?? [];
  if (path === undefined) return undefined;
  return { path, argument: argument ? [argument] : [] };
}
