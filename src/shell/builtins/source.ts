import { isErrno } from "../../std/errno.ts";
import { fromBytes } from "../bytes.ts";
import { runCommands } from "../commands.ts";
import { cannotOpen } from "../messages.ts";
import { CommandError, fatal, MAX_NESTING, type Shell } from "../shell.ts";
import { textOf } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { PlainError } from "./usage.ts";

/** `.` and `source`: runs a file in this shell. */
export const source: Builtin = async (sh, argv) => {
  const args = argv[1] === "--" ? argv.slice(1) : argv;
  const [, file, ...rest] = args;
  if (file === undefined) {
    if (sh.dialect !== "bash") return 0;
    throw new CommandError(`filename argument required\n${argv[0]}: usage: ${argv[0]} filename [arguments]`, 2);
  }
  const path = findSource(sh, file);
  if (path === undefined) throw new CommandError(`${file}: not found`, sh.dialect === "bash" ? 1 : 2);
  let text: string;
  try {
    if (sh.p.files.stat(path).kind === "directory") throw new CommandError(`${path}: is a directory`, 1);
    text = fromBytes(await readScript(sh, path));
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (sh.dialect !== "bash") throw new CommandError(cannotOpen(sh, path, e), 2);
    throw new PlainError(`${path}: ${e.strerror}`, 1);
  }
  if (sh.nesting >= MAX_NESTING)
    throw fatal(sh, `${argv[0]}: ${file}: maximum source nesting level exceeded (${MAX_NESTING})`);
  await sh.p.tick();
  sh.nesting++;
  const { positional, command, loopDepth } = sh;
  // dash gives a sourced file no arguments of its own.
  if (rest.length && sh.dialect !== "dash") sh.positional = rest;
  sh.command = undefined;
  sh.sourceDepth++;
  sh.traceDepth++;
  sh.status = 0;
  try {
    await runCommands(sh, { text, name: sh.dialect === "bash" ? path : sh.name, firstLine: 1, command: path }, "file");
    if (sh.unwind?.kind === "return") sh.unwind = undefined;
  } finally {
    if (rest.length) sh.positional = positional;
    sh.command = command;
    sh.loopDepth = loopDepth;
    sh.nesting--;
    sh.sourceDepth--;
    sh.traceDepth--;
  }
  return sh.status;
};

function findSource(sh: Shell, file: string): string | undefined {
  if (file.includes("/")) return file;
  for (const folder of (textOf(sh, "PATH") ?? "").split(":")) {
    const path = `${folder === "" ? "." : folder}/${file}`;
    if (sh.p.files.exists(path) && sh.p.files.stat(path).kind === "file") return folder === "" ? file : path;
  }
  return sh.dialect === "bash" ? file : undefined;
}

/** A script's bytes, also from a pipe (`source <(...)`). */
async function readScript(sh: Shell, path: string): Promise<Uint8Array> {
  if (sh.p.files.stat(path).kind === "file") return sh.p.files.readFile(path);
  const fd = await sh.p.open(path, { read: true });
  const chunks: number[] = [];
  for (let c = await sh.p.read(fd); c; c = await sh.p.read(fd)) for (const b of c) chunks.push(b);
  sh.p.close(fd);
  return Uint8Array.from(chunks);
}
