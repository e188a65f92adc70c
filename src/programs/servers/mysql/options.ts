import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";

/** What the family of MySQL's clients is told on its command line and in option files. */
export interface MysqlOptions {
  host: string | undefined;
  port: number;
  socket: string | undefined;
  user: string | undefined;
  password: string | undefined;
  askPassword: boolean;
  /** The password stands on the command line: the client warns. */
  openPassword: boolean;
  database: string | undefined;
  execute: string | undefined;
  skipNames: boolean;
  table: boolean;
  vertical: boolean;
  raw: boolean;
  batch: boolean;
  silent: number;
  verbose: number;
  force: boolean;
  noRehash: boolean;
  showWarnings: boolean;
  lineNumbers: boolean;
  delimiter: string;
  initCommand: string | undefined;
  protocolTcp: boolean;
  version: boolean;
}

export function plainOptions(): MysqlOptions {
  return {
    host: undefined,
    port: 3306,
    socket: undefined,
    user: undefined,
    password: undefined,
    askPassword: false,
    openPassword: false,
    database: undefined,
    execute: undefined,
    skipNames: false,
    table: false,
    vertical: false,
    raw: false,
    batch: false,
    silent: 0,
    verbose: 0,
    force: false,
    noRehash: false,
    showWarnings: false,
    lineNumbers: true,
    delimiter: ";",
    initCommand: undefined,
    protocolTcp: false,
    version: false,
  };
}

type Set = (o: MysqlOptions, value: string) => void;

/** Options with a value. */
const VALUED: Readonly<Record<string, Set>> = {
  host: (o, v) => {
    o.host = v;
  },
  port: (o, v) => {
    o.port = Number(v);
  },
  socket: (o, v) => {
    o.socket = v;
  },
  user: (o, v) => {
    o.user = v;
  },
  database: (o, v) => {
    o.database = v;
  },
  execute: (o, v) => {
    o.execute = v;
    o.batch = true;
  },
  delimiter: (o, v) => {
    o.delimiter = v;
  },
  "init-command": (o, v) => {
    o.initCommand = v;
  },
  protocol: (o, v) => {
    o.protocolTcp = v.toLowerCase() === "tcp";
  },
};

/** Options without one. */
const FLAGS: Readonly<Record<string, (o: MysqlOptions) => void>> = {
  "skip-column-names": (o) => {
    o.skipNames = true;
  },
  "column-names": (o) => {
    o.skipNames = false;
  },
  table: (o) => {
    o.table = true;
  },
  vertical: (o) => {
    o.vertical = true;
  },
  raw: (o) => {
    o.raw = true;
  },
  batch: (o) => {
    o.batch = true;
  },
  silent: (o) => {
    o.silent++;
  },
  verbose: (o) => {
    o.verbose++;
  },
  force: (o) => {
    o.force = true;
  },
  "no-auto-rehash": (o) => {
    o.noRehash = true;
  },
  "skip-auto-rehash": (o) => {
    o.noRehash = true;
  },
  "show-warnings": (o) => {
    o.showWarnings = true;
  },
  "skip-line-numbers": (o) => {
    o.lineNumbers = false;
  },
  version: (o) => {
    o.version = true;
  },
};

/** Those that change nothing that can be seen here: connections are never encrypted or packed, nothing is buffered. */
const WITHOUT_EFFECT =
  /^(ssl|skip-ssl|ssl-mode|ssl-verify-server-cert|skip-ssl-verify-server-cert|get-server-public-key|compress|quick|reconnect|skip-reconnect|comments|skip-comments|auto-rehash|unbuffered|no-beep|ignore-spaces|line-numbers|connect-timeout|default-character-set|max-allowed-packet|enable-cleartext-plugin|binary-as-hex|skip-binary-as-hex|wait|local-infile|net-buffer-length)$/;
const VALUE_WITHOUT_EFFECT =
  /^(ssl-mode|connect-timeout|default-character-set|max-allowed-packet|net-buffer-length|ssl-ca|ssl-cert|ssl-key)$/;

const SHORT: Readonly<Record<string, string>> = {
  h: "host",
  P: "port",
  S: "socket",
  u: "user",
  p: "password",
  D: "database",
  e: "execute",
  N: "skip-column-names",
  t: "table",
  E: "vertical",
  r: "raw",
  B: "batch",
  s: "silent",
  v: "verbose",
  f: "force",
  A: "no-auto-rehash",
  V: "version",
  C: "compress",
  q: "quick",
  c: "comments",
  n: "unbuffered",
  b: "no-beep",
  i: "ignore-spaces",
  w: "wait",
  L: "skip-line-numbers",
};

/** The options, or what is wrong with them; the words that are none go into `operands`. */
export function mysqlOptions(
  args: readonly string[],
  operands: string[] = [],
  o = plainOptions(),
): MysqlOptions | string {
  const words = [...args];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (!word.startsWith("-") || word === "-") {
      o.database = word;
      operands.push(word);
      continue;
    }
    const long = /^--([a-zA-Z][\w-]*)(?:=(.*))?$/s.exec(word);
    const letter = long ? undefined : word[1];
    const name = (long ? long[1]?.replaceAll("_", "-") : SHORT[letter ?? ""]) ?? "";
    let rest = long ? long[2] : word.length > 2 ? word.slice(2) : undefined;
    if (name === "password") {
      if (rest === undefined) o.askPassword = true;
      else {
        o.password = rest;
        o.openPassword = true;
      }
      continue;
    }
    if (name === "defaults-file" || name === "defaults-extra-file" || name === "no-defaults") continue;
    const valued = Object.hasOwn(VALUED, name) ? VALUED[name] : undefined;
    if (valued || VALUE_WITHOUT_EFFECT.test(name)) {
      rest ??= words[++i];
      if (rest === undefined) return `${long ? word : `-${letter}`}: option requires an argument`;
      valued?.(o, rest);
      continue;
    }
    const flag = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
    if (!flag && !WITHOUT_EFFECT.test(name)) return long ? `unknown option '${word}'.` : `unknown option '-${letter}'.`;
    flag?.(o);
    // Letters without a value may stand together: `-te "…"`.
    if (!long && rest !== undefined) words.splice(i + 1, 0, `-${rest}`);
  }
  return o;
}

/** What the option files say: ~/.my.cnf, `--defaults-extra-file`, or `--defaults-file` alone; the groups client and the program's. */
export function fileOptions(p: Process, group: string): MysqlOptions | string {
  const o = plainOptions();
  const [first = ""] = p.argv.slice(1);
  if (first === "--no-defaults") return o;
  const only = /^--defaults-file=(.*)$/.exec(first)?.[1];
  const extra = /^--defaults-extra-file=(.*)$/.exec(first)?.[1];
  const home = p.env.get("HOME") ?? "/root";
  const files = only === undefined ? [...(extra === undefined ? [] : [extra]), `${home}/.my.cnf`] : [only];
  for (const path of files) {
    let text: string;
    try {
      text = p.files.readText(path);
    } catch (e) {
      if (!isErrno(e)) throw e;
      if (path === only || path === extra) return `Could not open required defaults file: ${path}`;
      continue;
    }
    const args = [...optionLines(text, group)];
    const found = mysqlOptions(args, [], o);
    if (typeof found === "string") return found;
    o.openPassword = false;
  }
  return o;
}

/** The lines of an option file's groups, as options. */
function* optionLines(text: string, group: string): Iterable<string> {
  let inside = false;
  for (const line of text.split("\n").map((l) => l.trim())) {
    const head = /^\[(.*)\]$/.exec(line)?.[1];
    if (head !== undefined) inside = head === "client" || head === group;
    else if (inside && line !== "" && !/^[#;!]/.test(line)) {
      const [name = "", value] = line.split(/\s*=\s*(.*)/s);
      yield value === undefined ? `--${name}` : `--${name}=${value.replace(/^(["'])(.*)\1$/, "$2")}`;
    }
  }
}
