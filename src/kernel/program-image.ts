import { programOf } from "../filesystem/binary.ts";
import type { Files } from "../filesystem/files.ts";
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

/**
 * Finds what to run, as execvp does. A name with a slash is a path. Others are looked for in each folder of PATH: a file
 * that may not be executed is passed over, and EACCES is the answer only when nothing else was found.
 */
export function lookUp(files: Files, name: string, path: string | undefined): string {
  if (name === "") throw new ErrnoError("ENOENT", name);
  if (name.includes("/")) return checkExecutable(files, name, name);
  let denied = false;
  for (const folder of (path ?? DEFAULT_PATH).split(":")) {
    const candidate = folder === "" ? `./${name}` : `${folder}/${name}`;
    try {
      return checkExecutable(files, candidate, name);
    } catch (error) {
      if (!(error instanceof ErrnoError)) throw error;
      if (error.code === "EACCES") denied = true;
      else if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    }
  }
  throw new ErrnoError(denied ? "EACCES" : "ENOENT", name);
}

/**
 * Reads the head of the file: a binary of ours, or `#!INTERPRETER [ARGUMENT]`, which runs the interpreter with the
 * argument (all of the rest of the line), the script's path and the arguments. Anything else is ENOEXEC.
 * `rootFiles` reads what the user may execute but not read.
 */
export function loadImage(
  files: Files,
  rootFiles: Files,
  path: string,
  argv: readonly string[],
  argv0 = argv[0] ?? path,
): ProgramImage {
  const name = argv[0] ?? path;
  let file = path;
  let args: readonly string[] = [argv0, ...argv.slice(1)];
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const executable = files.realpath(file);
    const head = readHead(rootFiles, executable);
    const program = programOf(head);
    if (program !== undefined) {
      const { mode, uid } = rootFiles.stat(executable);
      const image = { program, argv: args, executable, comm: commOf(path) };
      return mode & 0o4000 ? { ...image, setuid: uid } : image;
    }
    const interpreter = interpreterLine(head);
    if (!interpreter) throw new ErrnoError("ENOEXEC", name);
    args = [interpreter.path, ...interpreter.argument, file, ...args.slice(1)];
    file = checkExecutable(files, interpreter.path, name);
  }
  throw new ErrnoError("ELOOP", name);
}

/** What ps shows as the command: the name of the file that was run (a script's own), 15 bytes of it. */
function commOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).slice(0, 15);
}

function checkExecutable(files: Files, path: string, name: string): string {
  let stat: ReturnType<Files["stat"]>;
  try {
    stat = files.stat(path);
  } catch (error) {
    throw error instanceof ErrnoError ? new ErrnoError(error.code, name) : error;
  }
  if (stat.kind !== "file" || (stat.mode & 0o111) === 0 || !files.access(path, "x"))
    throw new ErrnoError("EACCES", name);
  return path;
}

function readHead(rootFiles: Files, executable: string): Uint8Array {
  const file = rootFiles.open(executable, { read: true });
  try {
    return file.readAt(0, HEAD);
  } finally {
    file.close();
  }
}

function interpreterLine(head: Uint8Array): { readonly path: string; readonly argument: string[] } | undefined {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined;
  const end = head.indexOf(10);
  const line = decode(head.subarray(2, end < 0 ? head.length : end)).replace(/^[ \t]+|[ \t]+$/g, "");
  const [, path, argument] = /^([^ \t]+)(?:[ \t]+(.*))?$/s.exec(line) ?? [];
  if (path === undefined) return undefined;
  return { path, argument: argument ? [argument] : [] };
}
