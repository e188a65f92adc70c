import table from "./command-facts.txt?raw";

/** What Redis 8.0.2 tells of a command (COMMAND, and `help` in redis-cli); `config get` is a command of its own. */
export interface Facts {
  readonly name: string;
  /** Words with the name (with both, for `config get`); negative: at least so many. */
  readonly arity: number;
  readonly flags: ReadonlySet<string>;
  /** Where its keys stand: first, last (negative: from the end), step; all 0: none, or not to be told so. */
  readonly keys: readonly [first: number, last: number, step: number];
  /** ACL categories, without `@`. */
  readonly categories: readonly string[];
  readonly since: string;
  readonly group: string;
  readonly syntax: string;
}

/** Every command by its name. Rows: name, arity, flags, keys, categories, since, group, syntax. */
export const facts: ReadonlyMap<string, Facts> = new Map(
  table
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [name = "", arity, flags = "", keys = "", categories = "", since = "", group = "", syntax = ""] =
        line.split("\t");
      const [first = 0, last = 0, step = 0] = keys.split(",").map(Number);
      const listed = (text: string) => (text === "-" ? [] : text.split(","));
      return [
        name,
        {
          name,
          arity: Number(arity),
          flags: new Set(listed(flags)),
          keys: [first, last, step],
          categories: listed(categories),
          since,
          group,
          syntax: syntax === "(null)" ? "" : syntax,
        },
      ];
    }),
);

/** Commands that are nothing without a second word: `config`, `object`. */
export const containers: ReadonlySet<string> = new Set(
  [...facts.keys()].flatMap((name) => (name.includes(" ") ? [name.split(" ")[0] ?? ""] : [])),
);

/** The facts of what these words call; the subcommand's where there is one. */
export function factsOf(words: readonly string[]): Facts | undefined {
  const name = words[0]?.toLowerCase() ?? "";
  const own = facts.get(name);
  if (!containers.has(name) || words.length < 2) return own;
  return facts.get(`${name} ${words[1]?.toLowerCase()}`);
}

/** The keys that a command works on, by their places. */
export function keysOf(words: readonly string[]): string[] {
  const found = factsOf(words);
  if (!found) return [];
  if (found.flags.has("movablekeys")) return movableKeys(words);
  const [first, last, step] = found.keys;
  if (first === 0) return [];
  const end = last < 0 ? words.length + last : last;
  const keys: string[] = [];
  for (let i = first; i <= end && i < words.length; i += step) keys.push(words[i] ?? "");
  return keys;
}

/** Commands that say themselves how many keys they have, or where those begin. */
function movableKeys(words: readonly string[]): string[] {
  const name = words[0]?.toLowerCase() ?? "";
  const counted = (at: number) => words.slice(at + 1, at + 1 + Number(words[at] ?? 0));
  switch (name) {
    case "xread":
    case "xreadgroup": {
      const at = words.findIndex((w) => w.toUpperCase() === "STREAMS");
      const rest = at < 0 ? [] : words.slice(at + 1);
      return rest.slice(0, rest.length / 2);
    }
    case "blmpop":
    case "bzmpop":
    case "eval":
    case "evalsha":
    case "eval_ro":
    case "evalsha_ro":
    case "fcall":
    case "fcall_ro":
      return counted(2);
    case "zunionstore":
    case "zinterstore":
    case "zdiffstore":
      return [words[1] ?? "", ...counted(2)];
    case "sort":
    case "sort_ro":
    case "georadius":
    case "georadiusbymember": {
      const at = words.findIndex((w) => /^store(dist)?$/i.test(w));
      return [words[1] ?? "", ...(at > 0 ? [words[at + 1] ?? ""] : [])];
    }
    default:
      return counted(1);
  }
}
