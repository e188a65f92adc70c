import type { Files } from "../../filesystem/files.ts";
import type { ProcessInfo } from "../../kernel/process.ts";
import { findGid, findUid } from "../lib/users.ts";
import { COLUMNS, type Column } from "./ps-columns.ts";

/** What is wrong with a command line, without `error: `. */
export class BadPs extends Error {
  override readonly name = "BadPs";
}

export interface PsWish {
  readonly columns: readonly Column[];
  readonly headers: boolean;
  readonly sort: readonly { readonly name: string; readonly descending: boolean }[];
  readonly forest: boolean;
  readonly branches: Map<number, string>;
  readonly unlimited: boolean;
  selects(info: ProcessInfo, me: ProcessInfo | undefined): boolean;
}

const FORMATS: Readonly<Record<string, string>> = {
  plain: "pid,tty,time,ucmd",
  f: "user:UID,pid,ppid,c,stime,tty,time,cmd",
  F: "user:UID,pid,ppid,c,sz,rss,stime,tty,time,cmd",
  l: "f,s,uid,pid,ppid,c,opri,ni,addr,sz,wchan,tty,time,ucmd",
  j: "pid,pgid,sid,tty,time,ucmd",
  bsd: "pid,tty,stat,bsdtime,args",
  u: "user,pid,%cpu,%mem,vsz,rss,tty,stat,start_time,bsdtime,args",
  bsdl: "f,uid,pid,ppid,pri,ni,vsz,rss,wchan,stat,tty,bsdtime,args",
  bsdj: "ppid,pid,pgid,sid,tty,tpgid,stat,uid,bsdtime,args",
};

/** Reads both ways of options: letters behind a `-` are UNIX's, a first word without one BSD's. Throws BadPs. */
export function parsePs(args: readonly string[], files: Files): PsWish {
  const state = {
    format: "plain",
    bsd: false,
    all: false,
    withTty: false,
    noLeaders: false,
    x: false,
    a: false,
    forest: false,
    headers: true,
    wide: false,
  };
  const columns: Column[] = [];
  const sort: { name: string; descending: boolean }[] = [];
  const pickers: ((i: ProcessInfo) => boolean)[] = [];
  const rest = [...args];
  const list = (text: string) => text.split(/[, ]+/).filter((t) => t !== "");
  const pick = (letter: string, text: string) => {
    const values = list(text);
    if (letter === "p" || letter === "q") {
      for (const v of values) if (!/^\d+$/.test(v)) throw new BadPs("process ID list syntax error");
      pickers.push((i) => values.includes(String(i.pid)));
    } else if (letter === "u" || letter === "U") {
      const ids = values.map((v) => findUid(files, v));
      if (ids.includes(undefined)) throw new BadPs("user name does not exist");
      pickers.push((i) => ids.includes(i.uid));
    } else if (letter === "C") pickers.push((i) => values.includes(i.comm));
    else if (letter === "t")
      pickers.push((i) => values.some((v) => i.tty === v.replace(/^\/dev\//, "") || i.tty === `pts/${v}`));
    else if (letter === "G") pickers.push((i) => values.map((v) => findGid(files, v)).includes(i.gid));
    else if (letter === "g" || letter === "s") pickers.push((i) => values.includes(String(i.sid)));
    else pickers.push((i) => values.includes(String(i.ppid)));
  };
  const sorting = (text: string) => {
    for (const key of list(text))
      sort.push({ name: key.replace(/^[-+]/, "").toLowerCase(), descending: key.startsWith("-") });
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg.startsWith("--")) longOption(arg);
    else if (/^\d[\d,]*$/.test(arg)) pick("p", arg);
    else if (arg.startsWith("-")) letters(arg.slice(1), false);
    else letters(arg, true);
  }
  return {
    columns: columns.length ? columns : parseColumns(FORMATS[state.format] ?? ""),
    headers:
      state.headers && !columns.every((column) => column.header === "") ? true : state.headers && !columns.length,
    sort,
    forest: state.forest,
    branches: new Map(),
    unlimited: state.wide,
    selects(i, me) {
      if (pickers.length) return pickers.some((fits) => fits(i));
      if (state.all || (state.x && state.a)) return true;
      if (state.withTty) return i.tty !== "?" && i.sid !== i.pid;
      if (state.noLeaders) return i.sid !== i.pid;
      if (state.bsd)
        return (
          (state.x && i.uid === me?.uid) ||
          (state.a && i.tty !== "?") ||
          (!state.x && !state.a && i.tty !== "?" && i.uid === me?.uid)
        );
      return i.uid === me?.uid && i.tty === me?.tty;
    },
  };

  function letters(text: string, bsd: boolean): void {
    for (let at = 0; at < text.length; at++) {
      const letter = text[at] ?? "";
      const attached = text.slice(at + 1);
      const value = () => {
        const v = attached !== "" ? attached : rest.shift();
        at = text.length;
        if (v === undefined)
          throw new BadPs(
            letter === "p"
              ? "list of process IDs must follow -p"
              : letter === "o"
                ? "format specification must follow -o"
                : `list must follow -${letter}`,
          );
        return v;
      };
      if ("oO".includes(letter)) columns.push(...parseColumns(value()));
      else if ("pqtCGgs".includes(letter) && !(bsd && "gs".includes(letter))) pick(letter, value());
      else if (letter === "U" || (letter === "u" && !bsd)) pick(letter, value());
      else if (bsd) bsdLetter(letter, value);
      else if (letter === "e" || letter === "A") state.all = true;
      else if (letter === "a") state.withTty = true;
      else if (letter === "d") state.noLeaders = true;
      else if ("fFlj".includes(letter)) state.format = letter;
      else if (letter === "x") {
        Object.assign(state, { bsd: true, x: true, format: "bsd" });
      } else if (letter === "H") state.forest = true;
      else if (letter === "w") state.wide = true;
      else if ("LTmMyZcN".includes(letter)) throw new BadPs(`drydock: ps -${letter} is not simulated`);
      else throw new BadPs("unsupported SysV option");
    }
  }

  function bsdLetter(letter: string, value: () => string): void {
    state.bsd = true;
    if (state.format === "plain") state.format = "bsd";
    if (letter === "a") state.a = true;
    else if (letter === "x") state.x = true;
    else if (letter === "u") state.format = "u";
    else if (letter === "l") state.format = "bsdl";
    else if (letter === "j") state.format = "bsdj";
    else if (letter === "f") state.forest = true;
    else if (letter === "w") state.wide = true;
    else if (letter === "h") state.headers = false;
    else if (letter === "e" || letter === "n" || letter === "g") return;
    else if (letter === "k") sorting(value());
    else throw new BadPs("unsupported option (BSD syntax)");
  }

  function longOption(arg: string): void {
    const [name = "", attached] = arg.slice(2).split(/=(.*)/s);
    const value = () => attached ?? rest.shift() ?? "";
    if (name === "sort") sorting(value());
    else if (name === "no-headers" || name === "no-heading") state.headers = false;
    else if (name === "headers") state.headers = true;
    else if (name === "format") columns.push(...parseColumns(value()));
    else if (name === "forest") state.forest = true;
    else if (name === "pid") pick("p", value());
    else if (name === "ppid") pick("ppid", value());
    else if (name === "user") pick("u", value());
    else if (name === "deselect" || name === "help" || name === "version")
      throw new BadPs(`drydock: ps --${name} is not simulated`);
    else throw new BadPs("unknown gnu long option");
  }
}

/** `pid,ppid=PARENT,cmd`: a header behind `=` runs to the end of the list; `pid:10` sets a width. */
function parseColumns(text: string): Column[] {
  const columns: Column[] = [];
  let rest = text;
  while (rest !== "") {
    const m = /^[, ]*([%\w]+)(?::(\w+))?(?:=([^,]*(?=,[%\w]+(?:[:=,]|$))|.*))?/s.exec(rest);
    if (!m) throw new BadPs("improper list");
    const name = (m[1] ?? "").toLowerCase();
    const aliases: Readonly<Record<string, string>> = {
      pcpu: "%cpu",
      pmem: "%mem",
      vsize: "vsz",
      rssize: "rss",
      rsz: "rss",
      tname: "tty",
      ucomm: "comm",
      fname: "comm",
      session: "sess",
    };
    const column = COLUMNS[aliases[name] ?? name];
    if (!column) throw new BadPs(`unknown user-defined format specifier "${m[1]}"`);
    const width = /^\d+$/.test(m[2] ?? "") ? Number(m[2]) : column.width;
    const header = m[3] ?? (m[2] !== undefined && !/^\d+$/.test(m[2]) ? m[2] : column.header);
    columns.push({ ...column, width, header });
    rest = rest.slice(m[0].length);
  }
  return columns;
}
