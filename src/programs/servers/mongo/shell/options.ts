import { BadOption, parseOptions } from "../../../lib/options.ts";
import { parseTarget, type Target } from "./connection.ts";

export interface ShellOptions {
  readonly target: Target;
  readonly askPassword: boolean;
  readonly quiet: boolean;
  readonly evals: readonly string[];
  readonly files: readonly string[];
  readonly shell: boolean;
  readonly version: boolean;
  /** No server. */
  readonly nodb: boolean;
  readonly json: "canonical" | "relaxed" | undefined;
}

const LONG = {
  "eval:": "eval",
  "file:": "f",
  "host:": "host",
  "port:": "port",
  "username:": "u",
  "password::": "p",
  "authenticationDatabase:": "authenticationDatabase",
  "authenticationMechanism:": "authenticationMechanism",
  quiet: "quiet",
  norc: "norc",
  shell: "shell",
  nodb: "nodb",
  version: "version",
  "json::": "json",
  tls: "tls",
};

/** What the command line asks for; a text is what is wrong with it. */
export function shellOptions(args: readonly string[]): ShellOptions | string {
  let o: ReturnType<typeof parseOptions>;
  // `-p` alone asks for the password; `-p WORD` gives it.
  const bare = args.map((a, i) =>
    (a === "-p" || a === "--password") && (args[i + 1] === undefined || args[i + 1]?.startsWith("-"))
      ? "--password="
      : a,
  );
  const joined: string[] = [];
  for (const a of bare) {
    const last = joined.at(-1);
    if (last === "-p" || last === "--password") joined[joined.length - 1] = `--password=${a}`;
    else joined.push(a);
  }
  try {
    o = parseOptions({ short: "f:u:", long: LONG }, joined);
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    const name = /'?(-[^']*)'?/.exec(e.message)?.[1] ?? "";
    return `MongoshUnimplementedError: [CLI-10002] Error parsing command line: unrecognized option: ${name}`;
  }
  for (const name of ["tls", "authenticationMechanism"])
    if (o.has(name)) return `drydock: mongosh's --${name} is not simulated`;
  const [first, ...rest] = o.operands;
  const isFile = first !== undefined && /\.(js|mjs|cjs|mongodb)$/.test(first);
  if (/^mongodb\+srv:/.test(first ?? "")) return "drydock: mongodb+srv connection strings are not simulated";
  const given = first === undefined || isFile ? undefined : parseTarget(first);
  if (first !== undefined && !isFile && !given) return `MongoParseError: Invalid connection string "${first}"`;
  const host = /^([^:]*)(?::(\d+))?$/.exec(o.value("host") ?? "");
  const password = o.value("p");
  const target: Target = {
    host: host?.[1] || given?.host || "127.0.0.1",
    port: Number(o.value("port") ?? host?.[2] ?? given?.port ?? 27_017),
    database: given?.database ?? "test",
    user: o.value("u") ?? given?.user,
    password: password || given?.password,
    authDatabase:
      o.value("authenticationDatabase") ??
      (o.value("u") !== undefined && given && /^mongodb:/.test(first ?? "") === false && first !== undefined
        ? given.database
        : (given?.authDatabase ?? "admin")),
  };
  return {
    target,
    askPassword: target.user !== undefined && !target.password,
    quiet: o.has("quiet"),
    evals: o.values("eval").map(unquoted),
    files: [...o.values("f"), ...(isFile ? [first] : []), ...rest],
    shell: o.has("shell"),
    version: o.has("version"),
    nodb: o.has("nodb"),
    json: o.has("json") ? (o.value("json") === "relaxed" ? "relaxed" : "canonical") : undefined,
  };
}

/** The real shell's reading of its command line takes a pair of quotes around a value away. */
function unquoted(value: string): string {
  return /^(["'])[^]*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
