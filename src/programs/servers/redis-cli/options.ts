/** What a redis-cli command line asks for. */
export interface CliOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly password: string | undefined;
  readonly user: string | undefined;
  /** The password stood on the command line. */
  readonly warn: boolean;
  readonly format: "raw" | "pretty" | "csv" | "json" | undefined;
  readonly protocol: 2 | 3;
  /** Between the texts of a reply, and behind it, where they are raw. */
  readonly delimiter: string;
  readonly ending: string;
  readonly repeat: number;
  /** Seconds between repeats. */
  readonly interval: number;
  readonly lastFromStdin: boolean;
  /** `-X TAG`: the argument that is this word comes from standard input. */
  readonly tag: string | undefined;
  readonly exitOnError: boolean;
  readonly mode: "command" | "scan" | "pipe" | "eval" | "bigkeys" | "memkeys" | "version" | "help";
  /** The script of `--eval`. */
  readonly script: string;
  readonly pattern: string | undefined;
  readonly count: number;
  readonly command: readonly string[];
}

/** A command line that redis-cli refuses; the message is whole. */
export class BadCommandLine extends Error {
  override readonly name = "BadCommandLine";
}

const NOT_SIMULATED = new Set(
  "--hotkeys --stat --latency --latency-history --latency-dist --rdb --replica --slave --cluster --tls --askpass --intrinsic-latency --lru-test --functions-rdb -s --keystats --ldb --ldb-sync-mode".split(
    " ",
  ),
);

const WITH_VALUE = new Set(
  "-h -p -a -n -r -i -u -d -D -t -X --user --pass --pattern --quoted-pattern --count --eval --pipe-timeout --show-pushes --memkeys-samples".split(
    " ",
  ),
);

const FLAGS = new Set(
  "-x -c -e -v -2 -3 -4 -6 --version --help --raw --no-raw --csv --scan --pipe --bigkeys --memkeys --no-auth-warning --verbose --quoted-input --json --quoted-json".split(
    " ",
  ),
);

const MODES = ["scan", "pipe", "bigkeys", "memkeys"] as const;

export function parseCli(args: readonly string[], environment: ReadonlyMap<string, string>): CliOptions {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] ?? "";
    if (!word.startsWith("-")) break;
    if (NOT_SIMULATED.has(word)) throw new BadCommandLine(`drydock: redis-cli ${word} is not simulated`);
    const value = WITH_VALUE.has(word) ? args[i + 1] : undefined;
    if (value !== undefined) {
      values.set(word, value);
      i++;
      if (word !== "--eval") continue;
      // What follows the script is for it.
      i++;
      break;
    }
    if (word === "-h") {
      flags.add("--help");
      break;
    }
    if (!FLAGS.has(word)) throw new BadCommandLine(`Unrecognized option or bad number of args for: '${word}'`);
    flags.add(word);
  }
  const uri = /^rediss?:\/\/(?:([^:@]*)(?::([^@]*))?@)?([^:/]+)?(?::(\d+))?(?:\/(\d+))?$/.exec(values.get("-u") ?? "");
  if (values.has("-u") && !uri) throw new BadCommandLine("Invalid URI scheme");
  if ((values.get("-u") ?? "").startsWith("rediss:"))
    throw new BadCommandLine("drydock: redis-cli --tls is not simulated");
  const given =
    values.get("-a") ?? values.get("--pass") ?? (uri?.[2] === undefined ? undefined : decodeURIComponent(uri[2]));
  const mode = MODES.find((m) => flags.has(`--${m}`));
  return {
    host: values.get("-h") ?? uri?.[3] ?? "127.0.0.1",
    port: Number(values.get("-p") ?? uri?.[4] ?? 6379),
    db: Math.trunc(Number(values.get("-n") ?? uri?.[5] ?? 0)) || 0,
    password: given ?? environment.get("REDISCLI_AUTH"),
    // A URI with a password and no user names the user "".
    user: values.get("--user") ?? (uri?.[2] === undefined ? undefined : uri[1]),
    warn: given !== undefined && !flags.has("--no-auth-warning"),
    format:
      flags.has("--json") || flags.has("--quoted-json")
        ? "json"
        : flags.has("--csv")
          ? "csv"
          : flags.has("--raw")
            ? "raw"
            : flags.has("--no-raw")
              ? "pretty"
              : undefined,
    protocol: flags.has("-3") || (flags.has("--json") && !flags.has("-2")) ? 3 : 2,
    delimiter: values.get("-d") ?? "\n",
    ending: values.get("-D") ?? "\n",
    repeat: Number(values.get("-r") ?? 1),
    interval: Number(values.get("-i") ?? 0),
    lastFromStdin: flags.has("-x"),
    tag: values.get("-X"),
    exitOnError: flags.has("-e"),
    mode:
      flags.has("-v") || flags.has("--version")
        ? "version"
        : flags.has("--help")
          ? "help"
          : values.has("--eval")
            ? "eval"
            : (mode ?? "command"),
    script: values.get("--eval") ?? "",
    pattern: values.get("--pattern") ?? values.get("--quoted-pattern"),
    count: Number(values.get("--count") ?? 10),
    command: args.slice(i),
  };
}
