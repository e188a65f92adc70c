import type { Stat } from "../filesystem/files.ts";
import type { Process } from "../kernel/process.ts";

/** `-f PATH` and its like, of `test`, `[` and `[[`. What is not there is nothing, except to `-L` and `-h` a dangling link. */
export function fileTest(p: Process, operator: string, path: string): boolean {
  const link = operator === "-L" || operator === "-h";
  const stat = statOf(p, path, link);
  if (stat === undefined) return false;
  switch (operator) {
    case "-r":
    case "-w":
    case "-x":
      return p.files.access(path, operator.slice(1));
    case "-L":
    case "-h":
      return stat.kind === "symlink";
    case "-f":
      return stat.kind === "file";
    case "-d":
      return stat.kind === "directory";
    case "-s":
      return stat.size > 0;
    case "-p":
      return stat.kind === "fifo";
    case "-S":
      return stat.kind === "socket";
    case "-c":
      return stat.kind === "device";
    case "-b":
      return false;
    case "-u":
      return (stat.mode & 0o4000) !== 0;
    case "-g":
      return (stat.mode & 0o2000) !== 0;
    case "-k":
      return (stat.mode & 0o1000) !== 0;
    case "-O":
      return stat.uid === p.credentials.uid;
    case "-G":
      return stat.gid === p.credentials.gid;
    default:
      return true;
  }
}

/** `A -nt B`, `A -ot B`, `A -ef B`: a file that is not there is older than any that is. */
export function compareFiles(p: Process, left: string, operator: string, right: string): boolean {
  const [a, b] = operator === "-ot" ? [right, left] : [left, right];
  const [x, y] = [statOf(p, a, false), statOf(p, b, false)];
  if (operator === "-ef") return x !== undefined && y !== undefined && x.ino === y.ino && x.dev === y.dev;
  return x !== undefined && (y === undefined || x.mtime > y.mtime);
}

/** `-t FD` */
export function isTerminal(p: Process, descriptor: string): boolean {
  if (!/^\d+$/.test(descriptor)) return false;
  try {
    return p.terminal(Number(descriptor)) !== undefined;
  } catch {
    return false;
  }
}

function statOf(p: Process, path: string, nofollow: boolean): Stat | undefined {
  try {
    return nofollow ? p.files.lstat(path) : p.files.stat(path);
  } catch {
    return undefined;
  }
}
