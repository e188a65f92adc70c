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
  readonly repeat: number;
  /** Seconds between repeats. */
  readonly interval: number;
  readonly lastFromStdin: boolean;
  readonly exitOnError: boolean;
  readonly scan: boolean;
  readonly pattern: string | undefined;
  readonly version: boolean;
  readonly help: boolean;
  readonly command: readonly string[];
}

/** A command line that redis-cli refuses; the message is whole. */
export class BadCommandLine extends Error {
  override readonly name = "BadCommandLine";
}

const NOT_SIMULATED = new Set(
  "--pipe --bigkeys --memkeys --hotkeys --stat --latency --latency-history --rdb --replica --slave --cluster --eval --tls --askpass --intrinsic-latency --lru-test --functions-rdb -s -3 -2 --keystats".split(
    " ",
  ),
);

export function parseCli(args: readonly string[], environment: ReadonlyMap<string, string>): CliOptions {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] ?? "";
    if (!word.startsWith("-")) break;
    if (NOT_SIMULATED.has(word)) throw new BadCommandLine(`drydock: redis-cli ${word} is not simulated`);
    if (
      ["-h", "-p", "-a", "-n", "-r", "-i", "-u", "-d", "-t", "-X", "--user", "--pass", "--pattern", "--count"].includes(
        word,
      )
    ) {
      const value = args[++i];
      if (value === undefined) {
        if (word === "-h") {
          flags.add("--help");
          break;
        }
        throw new BadCommandLine(`Unrecognized option or bad number of args for: '${word}'`);
      }
      values.set(word, value);
    } else if (
      [
        "-x",
        "-c",
        "-e",
        "-v",
        "--version",
        "--help",
        "--raw",
        "--no-raw",
        "--csv",
        "--scan",
        "--no-auth-warning",
        "--verbose",
        "--quoted-input",
        "--json",
      ].includes(word)
    )
      flags.add(word);
    else throw new BadCommandLine(`Unrecognized option or bad number of args for: '${word}'`);
  }
  const uri = /^rediss?:\/\/(?:([^:@]*)(?::([^@]*))?@)?([^:/]+)?(?::(\d+))?(?:\/(\d+))?$/.exec(values.get("-u") ?? "");
  if (values.has("-u") && !uri) throw new BadCommandLine("Invalid URI scheme");
  const given = values.get("-a") ?? values.get("--pass") ?? uri?.[2];
  return {
    host: values.get("-h") ?? uri?.[3] ?? "127.0.0.1",
    port: Number(values.get("-p") ?? uri?.[4] ?? 6379),
    db: Number(values.get("-n") ?? uri?.[5] ?? 0),
    password: given ?? environment.get("REDISCLI_AUTH"),
    // A URI with a password and no user names the user "".
    user: values.get("--user") ?? (uri?.[2] === undefined ? undefined : uri[1]),
    warn: given !== undefined && !flags.has("--no-auth-warning"),
    format: flags.has("--json")
      ? "json"
      : flags.has("--csv")
        ? "csv"
        : flags.has("--raw")
          ? "raw"
          : flags.has("--no-raw")
            ? "pretty"
            : undefined,
    repeat: Number(values.get("-r") ?? 1),
    interval: Number(values.get("-i") ?? 0),
    lastFromStdin: flags.has("-x"),
    exitOnError: flags.has("-e"),
    scan: flags.has("--scan"),
    pattern: values.get("--pattern"),
    version: flags.has("-v") || flags.has("--version"),
    help: flags.has("--help"),
    command: args.slice(i),
  };
}
