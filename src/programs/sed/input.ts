import { isErrno } from "../../std/errno.ts";
import { type Input, openInput } from "../lib/input.ts";
import { createLineReader, type LineReader } from "../lib/lines.ts";
import { createOutput, type Output } from "../lib/output.ts";
import { dirName, joinPath } from "../lib/paths.ts";
import type { Call } from "../lib/tool.ts";

/** The lines of all files one after the other, and where output goes: with -i into the file that is being read. */
export interface SedInput {
  next(): Promise<string | null>;
  isLast(): Promise<boolean>;
  unterminated(): boolean;
  line(): number;
  name(): string;
  output(): Output;
  /** `w FILE`; `/dev/stdout` and `/dev/stderr` are what they say. */
  writeTo(path: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export interface SedInputOptions {
  /** Each file for itself (-s, -i): line numbers start anew and `$` is each file's last line. */
  readonly separate: boolean;
  /** The backup's suffix with -i, undefined without. */
  readonly inPlace: string | undefined;
  readonly end: number;
}

export function createSedInput(c: Call, paths: readonly string[], o: SedInputOptions): SedInput {
  const rest = [...paths];
  const written = new Map<string, Output>();
  let reader: LineReader | undefined;
  let input: Input | undefined;
  let current = "-";
  let ahead: string | null = null;
  let aheadUnterminated = false;
  let unterminated = false;
  let line = 0;
  let target: { path: string; temporary: string; fd: number; out: Output } | undefined;

  const openNext = async (): Promise<boolean> => {
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
      try {
        if (o.inPlace !== undefined && path !== "-" && c.p.files.stat(path).kind !== "file") {
          const [gnu, busybox] = [
            `couldn't edit ${path}: not a regular file`,
            `couldn't edit ${path}: not a regular file`,
          ];
          await c.complain(c.flavour.pick(gnu, busybox), 4);
          continue;
        }
        input = await openInput(c.p, path);
        reader = createLineReader(input, o.end);
        current = path;
        if (o.separate) line = 0;
        if (o.inPlace !== undefined && path !== "-") target = await createTarget(c, path);
        return true;
      } catch (e) {
        if (!isErrno(e)) throw e;
        if (e.code === "EISDIR" && c.flavour.busybox) continue;
        const gnu = e.code === "EISDIR" ? `read error on ${path}: ${e.strerror}` : `can't read ${path}: ${e.strerror}`;
        await c.complain(c.flavour.pick(gnu, `${path}: ${e.strerror}`), e.code === "EISDIR" ? 4 : c.flavour.pick(2, 1));
      }
    }
    return false;
  };
  const finishFile = async () => {
    input?.close();
    input = undefined;
    reader = undefined;
    if (!target) return;
    await target.out.flush();
    c.p.close(target.fd);
    const stat = c.p.files.stat(target.path);
    c.p.files.chmod(target.temporary, stat.mode);
    if (c.p.credentials.uid === 0) c.p.files.chown(target.temporary, stat.uid, stat.gid);
    if (o.inPlace) c.p.files.rename(target.path, backupName(target.path, o.inPlace));
    try {
      c.p.files.rename(target.temporary, target.path);
    } catch (e) {
      // A file that is mounted cannot be replaced: /etc/hosts in a container.
      if (!isErrno(e)) throw e;
      c.p.files.unlink(target.temporary);
      const busybox = `can't move '${target.temporary}' to '${target.path}': ${e.strerror}`;
      await c.fail(c.flavour.pick(`cannot rename ${target.temporary}: ${e.strerror}`, busybox), c.flavour.pick(4, 1));
    }
    target = undefined;
  };
  const read = async (): Promise<string | null> => {
    for (;;) {
      if (!reader && !(await openNext())) return null;
      const text = (await reader?.next()) ?? null;
      if (text !== null) {
        aheadUnterminated = reader?.unterminated ?? false;
        return text;
      }
      await finishFile();
    }
  };
  /** Looks whether this file has another line, without going on to the next file when each is for itself. */
  const peek = async (): Promise<string | null> => {
    if (ahead !== null) return ahead;
    if (o.separate) {
      ahead = (await reader?.next()) ?? null;
      aheadUnterminated = reader?.unterminated ?? false;
    } else ahead = await read();
    return ahead;
  };
  return {
    async next() {
      const text = ahead ?? (await read());
      ahead = null;
      if (text === null) return null;
      unterminated = aheadUnterminated;
      line++;
      return text;
    },
    isLast: async () => (await peek()) === null,
    unterminated: () => unterminated,
    line: () => line,
    name: () => current,
    output: () => target?.out ?? c.out,
    async writeTo(path, text) {
      if (path === "/dev/stdout") return await (target?.out ?? c.out).write(text);
      if (path === "/dev/stderr") return await c.p.write(2, text);
      let out = written.get(path);
      if (!out) {
        out = createOutput(c.p, await c.p.open(path, { write: true, create: true, truncate: true }));
        written.set(path, out);
      }
      await out.write(text);
    },
    async close() {
      // `q` leaves the rest of the file as it is.
      if (target) {
        for (let text = ahead ?? (await reader?.next()) ?? null; text !== null; text = (await reader?.next()) ?? null) {
          await target.out.write(text + (reader?.unterminated ? "" : String.fromCharCode(o.end)));
          ahead = null;
        }
      }
      await finishFile();
      for (const out of written.values()) await out.flush();
    },
  };
}

async function createTarget(
  c: Call,
  path: string,
): Promise<{ path: string; temporary: string; fd: number; out: Output }> {
  const temporary = joinPath(dirName(path), `sed${c.p.chance.hex("sed").slice(0, 6)}`);
  const fd = await c.p.open(temporary, { write: true, create: true, exclusive: true }, 0o600);
  return { path, temporary, fd, out: createOutput(c.p, fd) };
}

function backupName(path: string, suffix: string): string {
  if (!suffix.includes("*")) return path + suffix;
  const name = path.split("/").at(-1) ?? "";
  const backup = suffix.replaceAll("*", name);
  return backup.includes("/") ? backup : joinPath(dirName(path), backup);
}
