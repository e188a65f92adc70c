import { statusCode } from "../kernel/signal.ts";
import { isErrno } from "../std/errno.ts";
import { concat } from "../std/text.ts";
import { fromBytes } from "./bytes.ts";
import { runScript } from "./execute.ts";
import type { Request } from "./expand.ts";
import { updateJobs } from "./jobs.ts";
import { substitutionKeepsJobs } from "./keeps-jobs.ts";
import { complain } from "./messages.ts";
import { parseScript } from "./parse.ts";
import { redirect, restore, type Saved } from "./redirect.ts";
import { CommandError, currentLine, type Script, type Shell, ShellError } from "./shell.ts";
import { forkShell } from "./subshell.ts";
import { interruptible, runPending } from "./traps.ts";

/** More output than this in a variable is refused, rather than let the page run out of memory. */
const LIMIT = 64 * 1024 * 1024;

/** Answers what an expansion asks for. */
export async function substitute(sh: Shell, request: Request): Promise<string> {
  return request.kind === "command" ? commandOutput(sh, withText(request)) : processPipe(sh, request);
}

/** What is wrong between backquotes is told of their own text, as the shell reads it when it comes to them. */
function withText({ script, text }: Extract<Request, { kind: "command" }>): Script {
  if (!script.errors?.length || !text.startsWith("`")) return script;
  const source = text.slice(1, -1).replace(/\\([$`\\])/g, "$1");
  return { ...parseScript(source), source };
}

/** `$(...)`: runs it in a child and takes what it prints, without the line feeds at the end. */
async function commandOutput(sh: Shell, script: Script): Promise<string> {
  const bytes = (await fileOutput(sh, script)) ?? (await childOutput(sh, script));
  let text = fromBytes(bytes);
  if (text.includes("\0")) {
    if (sh.dialect === "bash") await complain(sh, "warning: command substitution: ignored null byte in input");
    text = text.replaceAll("\0", "");
  }
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  return text.slice(0, end);
}

/** `$(< file)` needs no child. */
async function fileOutput(sh: Shell, script: Script): Promise<Uint8Array | undefined> {
  const command = script.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (sh.dialect !== "bash" || command?.type !== "Command" || command.name || command.prefix.length !== 1)
    return undefined;
  const r = command.prefix[0];
  if (r?.type !== "Redirect" || r.operator !== "<") return undefined;
  const saved: Saved[] = [];
  try {
    await redirect(sh, [r], saved);
    sh.substitutionStatus = 0;
    return await readAll(sh, 0);
  } catch (e) {
    if (!(e instanceof CommandError)) throw e;
    await complain(sh, e.message);
    sh.substitutionStatus = 1;
    return new Uint8Array(0);
  } finally {
    restore(sh, saved);
  }
}

async function childOutput(sh: Shell, script: Script): Promise<Uint8Array> {
  const jobs = substitutionKeepsJobs(sh, script.commands);
  if (jobs) await updateJobs(sh);
  const [reader, writer] = sh.p.pipe();
  sh.internal.add(reader).add(writer);
  let pid: number;
  try {
    pid = forkShell(sh, (child) => runSubstitution(child, script), { fds: { 1: writer }, jobs });
  } finally {
    sh.p.close(writer);
    sh.internal.delete(writer);
  }
  try {
    return await readAll(sh, reader);
  } finally {
    sh.p.close(reader);
    sh.internal.delete(reader);
    sh.substitutionStatus = await waitChild(sh, pid);
    if (sh.dialect === "bash") sh.status = sh.substitutionStatus;
  }
}

async function runSubstitution(child: Shell, script: Script): Promise<void> {
  child.traceDepth++;
  if (!child.shopts.has("inherit_errexit") && child.dialect === "bash") child.options.delete("errexit");
  child.tail = child.dialect === "bash" ? "plain" : "any";
  if (script.source !== undefined)
    child.unit = { ...child.unit, text: script.source, firstLine: child.interactive ? 1 : currentLine(child) };
  await runScript(child, script);
}

/** All that can be read. Ctrl-C at an interactive shell ends it. */
async function readAll(sh: Shell, fd: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    try {
      const chunk = await interruptible(sh, () => sh.p.read(fd));
      if (!chunk) return concat(chunks);
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMIT)
        throw new ShellError("drydock: the output of a command substitution passed 64 MiB", "discard", 1);
    } catch (e) {
      if (!isErrno(e, "EINTR")) throw e;
      await runPending(sh);
      if (sh.unwind) throw new ShellError("", "discard", 130);
    }
  }
}

async function waitChild(sh: Shell, pid: number): Promise<number> {
  for (;;) {
    try {
      const news = await sh.p.wait(pid);
      if (news && news.status.kind !== "stopped" && news.status.kind !== "continued") return statusCode(news.status);
    } catch (e) {
      if (isErrno(e, "ECHILD")) return 127;
      if (!isErrno(e, "EINTR")) throw e;
    }
  }
}

/** `<(...)` and `>(...)`: a child at the other end of a pipe, named by its descriptor. */
function processPipe(sh: Shell, request: Request & { kind: "process" }): string {
  const [reader, writer] = sh.p.pipe();
  const [ours, theirs] = request.operator === "<" ? [reader, writer] : [writer, reader];
  sh.internal.add(ours).add(theirs);
  forkShell(sh, (child) => runSubstitution(child, request.script), {
    fds: { [request.operator === "<" ? 1 : 0]: theirs },
    background: false,
  });
  const used = new Set(sh.p.descriptors());
  let fd = 63;
  while (fd > 10 && used.has(fd)) fd--;
  sh.p.dup2(ours, fd);
  sh.p.close(ours);
  sh.p.close(theirs);
  sh.internal.delete(ours);
  sh.internal.delete(theirs);
  sh.processPipes.push(fd);
  return `/dev/fd/${fd}`;
}

/** Closes the pipes of the process substitutions of a command that has ended. */
export function closeProcessPipes(sh: Shell, from: number): void {
  if (sh.replaced || sh.processPipes.length === from) return;
  for (const fd of sh.processPipes.splice(from)) {
    try {
      sh.p.close(fd);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  }
}
