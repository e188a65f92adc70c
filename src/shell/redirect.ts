import type { HereDoc, Redirect, Redirection, WordPart } from "unbash";
import type { OpenFlags } from "../filesystem/files.ts";
import { DnsError } from "../kernel/network.ts";
import { ErrnoError, isErrno } from "../std/errno.ts";
import { toBytes } from "./bytes.ts";
import { drive } from "./drive.ts";
import { expandFields, expandParts, expandString } from "./expand.ts";
import { stringSink } from "./fields.ts";
import { prefix, printError } from "./messages.ts";
import { CommandError, lineAt, option, type Shell } from "./shell.ts";
import { setText, textOf } from "./variables.ts";

/** A descriptor as it was before a redirection. */
export interface Saved {
  readonly fd: number;
  /** Its copy; undefined when it was closed. */
  readonly copy: number | undefined;
}

const READ: OpenFlags = { read: true };
const WRITE: OpenFlags = { write: true, create: true, truncate: true };

/**
 * Carries out redirections in order. With `saved` each changed descriptor is kept there, for `restore`. An error is a
 * CommandError; what was done until then stays to be restored.
 */
export async function redirect(sh: Shell, list: readonly Redirection[], saved?: Saved[]): Promise<void> {
  for (const r of list) {
    if (r.type === "HereDoc") await hereDocument(sh, r, saved);
    else if (r.type === "HereString") {
      const text = r.target ? await drive(sh, expandString(sh, r.target)) : "";
      await feed(sh, numberOf(r, 0), `${text}\n`, saved);
    } else await redirectFile(sh, r, saved);
  }
}

/** Undoes redirections, the last first. */
export function restore(sh: Shell, saved: readonly Saved[]): void {
  if (sh.replaced) return;
  for (const { fd, copy } of [...saved].reverse()) {
    if (copy === undefined) closeQuietly(sh, fd);
    else if (sh.internal.delete(copy)) {
      sh.p.dup2(copy, fd);
      sh.p.close(copy);
    }
  }
}

/** Keeps redirections for good, as `exec` does. */
export function forget(sh: Shell, saved: readonly Saved[]): void {
  for (const { copy } of saved) {
    if (copy !== undefined && sh.internal.delete(copy)) sh.p.close(copy);
  }
}

function numberOf(r: Redirection, standard: number): number {
  return r.descriptor?.type === "FileDescriptor" ? r.descriptor.value : standard;
}

function save(sh: Shell, fd: number, saved: Saved[] | undefined): void {
  if (!saved || saved.some((s) => s.fd === fd)) return;
  let copy: number | undefined;
  try {
    copy = sh.p.dup(fd, 10);
    sh.internal.add(copy);
  } catch (e) {
    if (!isErrno(e, "EBADF")) throw e;
  }
  saved.push({ fd, copy });
}

function closeQuietly(sh: Shell, fd: number): void {
  try {
    sh.p.close(fd);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}

/** Puts the open file `from` at `fd`, and closes `from`. */
function place(sh: Shell, from: number, fd: number, saved: Saved[] | undefined): void {
  if (from === fd) return;
  save(sh, fd, saved);
  sh.p.dup2(from, fd);
  sh.p.close(from);
}

async function redirectFile(sh: Shell, r: Redirect, saved: Saved[] | undefined): Promise<void> {
  const target = await targetOf(sh, r);
  const { operator } = r;
  let fd = numberOf(r, operator.startsWith("<") ? 0 : 1);
  if (operator === ">&" || operator === "<&") {
    if (r.descriptor?.type === "FileDescriptorVariable") {
      if (target === "-") closeQuietly(sh, Number(textOf(sh, r.descriptor.name)));
      else setText(sh, r.descriptor.name, String(sh.p.dup(Number(target), 10)));
      return;
    }
    if (target === "-") {
      save(sh, fd, saved);
      closeQuietly(sh, fd);
      return;
    }
    const m = /^(\d+)(-?)$/.exec(target);
    if (m) {
      duplicate(sh, Number(m[1]), fd, saved);
      if (m[2] && Number(m[1]) !== fd) {
        save(sh, Number(m[1]), saved);
        closeQuietly(sh, Number(m[1]));
      }
      return;
    }
    if (operator === "<&" || r.descriptor || sh.dialect === "dash") {
      throw sh.dialect === "bash" ? new CommandError(`${target}: ambiguous redirect`) : failure(sh, "bad fd number");
    }
  }
  const both = operator === "&>" || operator === "&>>" || operator === ">&";
  const opened = await openTarget(sh, operator, target);
  if (r.descriptor?.type === "FileDescriptorVariable") {
    fd = sh.p.dup(opened, 10);
    sh.p.close(opened);
    setText(sh, r.descriptor.name, String(fd));
    return;
  }
  if (opened !== fd && fd === 2 && both) fd = 1;
  if (sh.internal.has(fd)) sh.internal.delete(fd);
  if (opened === fd) {
    if (saved && !saved.some((s) => s.fd === fd)) saved.push({ fd, copy: undefined });
  } else place(sh, opened, fd, saved);
  if (both) duplicate(sh, 1, 2, saved);
}

function duplicate(sh: Shell, from: number, to: number, saved: Saved[] | undefined): void {
  if (sh.internal.has(from)) throw badDescriptor(sh, from, to);
  save(sh, to, saved);
  try {
    sh.p.dup2(from, to);
  } catch (e) {
    if (isErrno(e)) throw badDescriptor(sh, from, to);
    throw e;
  }
}

function badDescriptor(sh: Shell, from: number, to: number): CommandError {
  return failure(sh, `${sh.dialect === "ash" && sh.numbersLines ? `dup2(${from},${to})` : from}: Bad file descriptor`);
}

function failure(sh: Shell, message: string): CommandError {
  return new CommandError(message, sh.dialect === "dash" ? 2 : 1);
}

/** What stands behind the operator: in bash one field, elsewhere a text. */
async function targetOf(sh: Shell, r: Redirect): Promise<string> {
  if (!r.target) return "";
  if (sh.dialect !== "bash") return drive(sh, expandString(sh, r.target));
  const fields: string[] = [];
  await drive(sh, expandFields(sh, r.target, fields));
  if (fields.length !== 1 || fields[0] === undefined) throw new CommandError(`${r.target.text}: ambiguous redirect`);
  return fields[0];
}

/** What bash takes for a connection rather than a file. */
const SOCKET = /^\/dev\/(tcp|udp)\/([^/]*)\/([^/]+)$/;

/** Opens a connection. What is wrong is told twice, of the host or port and of the file that it is in place of. */
async function openSocket(sh: Shell, target: string, protocol: string, host: string, port: string): Promise<number> {
  const twice = (first: string, words: string) => new CommandError(`${first}\n${prefix(sh)}${target}: ${words}`);
  // Debian's images have no /etc/services.
  if (!/^\d+$/.test(port)) throw twice(`${port}: Servname not supported for ai_socktype`, "Invalid argument");
  if (protocol === "udp") throw new CommandError(`drydock: ${target} is not simulated`);
  try {
    return sh.p.descriptorOf(await sh.p.connect(host, Number(port)));
  } catch (e) {
    if (e instanceof DnsError) throw twice(`${host}: Name or service not known`, "Invalid argument");
    if (isErrno(e)) throw twice(`connect: ${e.strerror}`, e.strerror);
    throw e;
  }
}

async function openTarget(sh: Shell, operator: Redirect["operator"], target: string): Promise<number> {
  const reading = operator === "<";
  try {
    const net = sh.dialect === "bash" ? SOCKET.exec(target) : null;
    if (net) return await openSocket(sh, target, net[1] ?? "", net[2] ?? "", net[3] ?? "");
    if (reading) return await sh.p.open(target, READ);
    if (operator === "<>") return await sh.p.open(target, { read: true, write: true, create: true }, 0o666);
    if (operator === ">>" || operator === "&>>")
      return await sh.p.open(target, { write: true, create: true, append: true }, 0o666);
    if (option(sh, "noclobber") && operator !== ">|" && isRegular(sh, target)) {
      throw failure(
        sh,
        sh.dialect === "bash"
          ? `${target}: cannot overwrite existing file`
          : `${createWords(sh)} ${target}: File exists`,
      );
    }
    return await sh.p.open(target, WRITE, 0o666);
  } catch (e) {
    if (!(e instanceof ErrnoError)) throw e;
    throw failure(sh, openMessage(sh, reading, target, e));
  }
}

const createWords = (sh: Shell) => (sh.dialect === "dash" ? "cannot create" : "can't create");

function openMessage(sh: Shell, reading: boolean, path: string, e: ErrnoError): string {
  if (sh.dialect === "bash") {
    return `${path}: ${e.strerror}`;
  }
  const dash = sh.dialect === "dash";
  if (reading) {
    const words = e.code === "ENOENT" ? (dash ? "No such file" : "no such file") : e.strerror;
    return `${dash ? "cannot open" : "can't open"} ${path}: ${words}`;
  }
  const words = e.code === "ENOENT" ? (dash ? "Directory nonexistent" : "nonexistent directory") : e.strerror;
  return `${createWords(sh)} ${path}: ${words}`;
}

function isRegular(sh: Shell, path: string): boolean {
  try {
    return sh.p.files.stat(path).kind === "file";
  } catch {
    return false;
  }
}

async function hereDocument(sh: Shell, r: HereDoc, saved: Saved[] | undefined): Promise<void> {
  const strip = r.operator === "<<-";
  const { body } = r;
  if (!r.closing && sh.dialect === "bash" && !sh.interactive) {
    const { unit } = sh;
    const last = lineAt(unit, unit.text.trimEnd().length);
    const word = r.delimiter?.value ?? "";
    await printError(
      sh,
      `${unit.name}: line ${last}: warning: here-document at line ${lineAt(unit, r.pos)} delimited by end-of-file (wanted \`${word}')\n`,
    );
  }
  let text = body.text;
  if (strip) text = text.replace(/^\t+/gm, "");
  if (!r.delimiter?.quoted) {
    if (body.parts) {
      const sink = stringSink(sh, "plain");
      const parts: readonly WordPart[] = strip ? body.parts.map(stripTabs) : body.parts;
      await drive(sh, expandParts(sh, parts, sink, { quoted: true }));
      text = sink.result();
    } else text = text.replace(/\\([$`\\\n])/g, (_, c: string) => (c === "\n" ? "" : c));
  }
  if (!r.closing && sh.dialect === "bash" && text !== "" && !text.endsWith("\n")) text += "\n";
  await feed(sh, numberOf(r, 0), text, saved);
}

function stripTabs(part: WordPart, index: number): WordPart {
  if (part.type !== "Literal") return part;
  return { ...part, value: part.value.replace(index === 0 ? /(^|\n)\t+/g : /(\n)\t+/g, "$1") };
}

/** Makes a text what can be read from a descriptor. One that fits is in the pipe already; a longer one has a writer. */
async function feed(sh: Shell, fd: number, text: string, saved: Saved[] | undefined): Promise<void> {
  const bytes = toBytes(text);
  const [reader, writer] = sh.p.pipe();
  if (bytes.length <= 65_536) await sh.p.write(writer, bytes);
  else {
    sh.p.fork(
      async (child) => {
        await child.write(1, bytes);
        return 0;
      },
      { fds: { 1: writer } },
    );
  }
  sh.p.close(writer);
  place(sh, reader, fd, saved);
}
