import { zoneOf } from "../../shell/zone.ts";
import { isErrno } from "../../std/errno.ts";
import { strftime } from "../../std/strftime.ts";
import { unescapeText } from "../lib/escapes.ts";
import { modeString } from "../lib/modes.ts";
import { dirName } from "../lib/paths.ts";
import { formatText } from "../lib/printf.ts";
import { confirm } from "../lib/prompt.ts";
import { quoteLocale } from "../lib/quote.ts";
import { runCommand } from "../lib/run-command.ts";
import { blocksOf } from "../lib/sizes.ts";
import { groupName, nameCache, userName } from "../lib/users.ts";
import { BadFind, type FindContext, type FoundFile, type Match, type Take } from "./find-expression.ts";

export interface Action {
  readonly match: Match;
  /** Whether it takes the place of -print. */
  readonly acts: boolean;
  /** At the end: what -exec … + has still gathered. */
  readonly finish?: () => Promise<void>;
}

export interface Rest {
  readonly take: Take;
  words(): readonly string[];
  skip(count: number): void;
}

/** An action by its name; undefined when there is none of this name. */
export function createAction(name: string, context: FindContext, rest: Rest): Action | undefined {
  const { out, p } = context;
  const acting = (match: Match): Action => ({ match, acts: true });
  const printing = (text: (file: FoundFile) => string) =>
    acting(async (file) => {
      await out.write(text(file));
      return true;
    });
  switch (name) {
    case "-print":
      return printing((f) => `${f.path}\n`);
    case "-print0":
      return printing((f) => `${f.path}\0`);
    case "-printf": {
      const format = rest.take();
      return printing((f) => expand(format, f, context));
    }
    case "-ls":
      return printing((f) => longLine(f, context));
    case "-quit":
      return acting(async () => {
        context.quit = true;
        return true;
      });
    case "-delete":
      // Debian's BusyBox is built without it.
      if (context.flavour.busybox && context.flavour.banner.includes("Debian")) return undefined;
      context.depthFirst = true;
      return acting(async (file) => remove(file, context));
    case "-exec":
    case "-execdir":
    case "-ok":
      return execAction(name, context, rest);
    case "-fprint": {
      const path = rest.take();
      p.files.writeFile(path, "");
      return acting(async (file) => {
        p.files.appendFile(path, `${file.path}\n`);
        return true;
      });
    }
    default:
      return undefined;
  }
}

async function remove(file: FoundFile, context: FindContext): Promise<boolean> {
  if (file.path === ".") return true;
  try {
    if (file.stat.kind === "directory") context.p.files.rmdir(file.path);
    else context.p.files.unlink(file.path);
    return true;
  } catch (e) {
    if (!isErrno(e)) throw e;
    const gnu = `cannot delete ${quoteLocale(context.p.env, file.path)}: ${e.strerror}`;
    await context.complain(context.flavour.pick(gnu, `${file.path}: ${e.strerror}`));
    return false;
  }
}

function execAction(name: string, context: FindContext, rest: Rest): Action {
  const words = rest.words();
  const end = words.findIndex((w, i) => w === ";" || (w === "+" && words[i - 1] === "{}" && name !== "-ok"));
  if (end < 0 || end === 0) throw new BadFind(`missing argument to \`${name}'`, `${name} requires an argument`);
  rest.skip(end + 1);
  const command = words.slice(0, end);
  if (words[end] === "+") return gatherAction(command.slice(0, -1), context);
  const { p } = context;
  return {
    acts: true,
    async match(file) {
      const path = name === "-execdir" ? `./${file.name}` : file.path;
      const argv = command.map((w) => w.replaceAll("{}", path));
      await context.out.flush();
      if (name === "-ok" && !(await confirm(p, `< ${argv[0]} ... ${file.path} > ? `))) return false;
      const status = await runCommand(p, argv, name === "-execdir" ? { cwd: dirName(file.path) } : {});
      if (typeof status === "number") return status === 0;
      const gnu = `${quoteLocale(p.env, argv[0] ?? "")}: ${status.strerror}`;
      const before = context.status;
      await context.complain(context.flavour.pick(gnu, `${argv[0]}: ${status.strerror}`));
      context.status = before;
      return false;
    },
  };
}

/** `-exec CMD {} +`: as many files at once as fit. */
function gatherAction(command: readonly string[], context: FindContext): Action {
  let batch: string[] = [];
  let size = 0;
  const flush = async () => {
    if (!batch.length) return;
    const argv = [...command, ...batch];
    batch = [];
    size = 0;
    await context.out.flush();
    const status = await runCommand(context.p, argv);
    if (typeof status !== "number")
      await context.complain(
        context.flavour.pick(
          `${quoteLocale(context.p.env, argv[0] ?? "")}: ${status.strerror}`,
          `${argv[0]}: ${status.strerror}`,
        ),
      );
    else if (status !== 0) context.status = 1;
  };
  return {
    acts: true,
    finish: flush,
    async match(file) {
      batch.push(file.path);
      size += file.path.length + 1;
      if (size > 100_000) await flush();
      return true;
    },
  };
}

function expand(format: string, f: FoundFile, context: FindContext): string {
  const { p } = context;
  const { stat } = f;
  const zone = zoneOf(p.env.get("TZ"), p.files);
  const text = unescapeText(format, "\\NNN").text;
  return text.replace(
    /%([-0]?)(\d*)(?:\.(\d+))?(T.|A.|C.|.)/gs,
    (all, flags: string, width: string, precision: string | undefined, letter: string) => {
      const value = (): string | undefined => {
        if (/^[TAC]/.test(letter) && letter.length === 2) {
          if (letter[1] === "@") return `${(stat.mtime / 1_000_000).toFixed(10)}`;
          return strftime(`%${letter[1] === "+" ? "F+%T" : letter[1]}`, stat.mtime, zone);
        }
        switch (letter) {
          case "%":
            return "%";
          case "p":
            return f.path;
          case "P":
            return f.path
              .split("/")
              .slice(f.path.split("/").length - f.depth)
              .join("/");
          case "f":
            return f.name;
          case "h":
            return f.path.includes("/") ? dirName(f.path) : ".";
          case "s":
            return String(stat.size);
          case "k":
            return String(blocksOf(stat));
          case "b":
            return String(blocksOf(stat) * 2);
          case "d":
            return String(f.depth);
          case "m":
            return stat.mode.toString(8);
          case "M":
            return modeString(stat.kind, stat.mode);
          case "u":
            return userName(p.files, stat.uid) ?? String(stat.uid);
          case "U":
            return String(stat.uid);
          case "g":
            return groupName(p.files, stat.gid) ?? String(stat.gid);
          case "G":
            return String(stat.gid);
          case "i":
            return String(stat.ino);
          case "n":
            return String(stat.nlink);
          case "l":
            return stat.kind === "symlink" ? p.files.readlink(f.path) : "";
          case "y":
            return { file: "f", directory: "d", symlink: "l", device: "c", fifo: "p", socket: "s" }[stat.kind];
          case "t":
          case "a":
          case "c":
            return strftime("%a %b %e %H:%M:%S.%N0 %Y", stat.mtime, zone);
          default:
            return undefined;
        }
      };
      const shown = value();
      if (shown === undefined) return all;
      return formatText(shown, {
        flags,
        width: width === "" ? undefined : Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        letter: "s",
      });
    },
  );
}

function longLine(f: FoundFile, context: FindContext): string {
  const { stat } = f;
  const names = nameCache(context.p.files);
  const when = strftime("%b %e %H:%M", stat.mtime, zoneOf(context.p.env.get("TZ"), context.p.files));
  const arrow = stat.kind === "symlink" ? ` -> ${context.p.files.readlink(f.path)}` : "";
  const columns = [
    String(stat.ino).padStart(9),
    String(blocksOf(stat)).padStart(6),
    modeString(stat.kind, stat.mode),
    String(stat.nlink).padStart(3),
    names.user(stat.uid).padEnd(8),
    names.group(stat.gid).padEnd(8),
    String(stat.size).padStart(8),
    when,
  ];
  return `${columns.join(" ")} ${f.path}${arrow}\n`;
}
