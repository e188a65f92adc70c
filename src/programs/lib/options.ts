/** What a tool's command line may hold. */
export interface Syntax {
  /** getopt's letters: `a`, `n:` takes a value, `i::` an optional attached one. A leading `+` stops at the first operand. */
  readonly short: string;
  /**
   * Long names, with `:` or `::` as above, and the name under which the option is found:
   * `{ all: "a", "width:": "w", "color::": "color" }`.
   */
  readonly long?: Readonly<Record<string, string>>;
}

export interface FoundOption {
  readonly name: string;
  readonly value: string | undefined;
}

export interface Options {
  /** In the order given. */
  readonly found: readonly FoundOption[];
  readonly operands: readonly string[];
  has(name: string): boolean;
  count(name: string): number;
  /** The last value given. */
  value(name: string): string | undefined;
  values(name: string): string[];
  /** Which of these options was given last. */
  last(...names: string[]): string | undefined;
}

/** What getopt says about a command line, without the program's name. */
export class BadOption extends Error {
  override readonly name = "BadOption";
}

type Wants = "nothing" | "value" | "optional";

/** Parses as getopt_long does: operands may stand anywhere, long names may be cut short. Throws BadOption. */
export function parseOptions(syntax: Syntax, args: readonly string[]): Options {
  const stop = syntax.short.startsWith("+");
  const { letters, names } = tablesOf(syntax);
  const found: FoundOption[] = [];
  const operands: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") {
      operands.push(...rest);
      break;
    }
    if (arg.startsWith("--")) found.push(longOption(arg, names, rest));
    else if (arg.startsWith("-") && arg.length > 1) found.push(...shortOptions(arg, letters, rest));
    else {
      operands.push(arg);
      if (!stop) continue;
      operands.push(...rest);
      break;
    }
  }
  return optionsOf(found, operands);
}

export function optionsOf(found: readonly FoundOption[], operands: readonly string[]): Options {
  return new GivenOptions(found, operands);
}

/** A class, because every process of a tool has one. */
class GivenOptions implements Options {
  constructor(
    readonly found: readonly FoundOption[],
    readonly operands: readonly string[],
  ) {}

  has(name: string): boolean {
    return this.found.some((o) => o.name === name);
  }
  count(name: string): number {
    return this.found.filter((o) => o.name === name).length;
  }
  value(name: string): string | undefined {
    return this.found.findLast((o) => o.name === name)?.value;
  }
  values(name: string): string[] {
    return this.found.flatMap((o) => (o.name === name && o.value !== undefined ? [o.value] : []));
  }
  last(...names: string[]): string | undefined {
    return this.found.findLast((o) => names.includes(o.name))?.name;
  }
}

interface Tables {
  readonly letters: ReadonlyMap<string, Wants>;
  readonly names: readonly LongName[];
}

const TABLES = new WeakMap<Syntax, Tables>();

/** A syntax as it is looked things up in: made when the tool first runs. */
function tablesOf(syntax: Syntax): Tables {
  const known = TABLES.get(syntax);
  if (known) return known;
  const tables = { letters: shortTable(syntax.short), names: longTable(syntax.long ?? {}) };
  TABLES.set(syntax, tables);
  return tables;
}

function shortTable(short: string): Map<string, Wants> {
  const table = new Map<string, Wants>();
  for (const [, letter, colons] of short.replace(/^\+/, "").matchAll(/([^:])(:{0,2})/g))
    if (letter) table.set(letter, colons === "::" ? "optional" : colons === ":" ? "value" : "nothing");
  return table;
}

interface LongName {
  readonly name: string;
  readonly option: string;
  readonly wants: Wants;
}

function longTable(long: Readonly<Record<string, string>>): LongName[] {
  return Object.entries(long).map(([key, option]) => ({
    name: key.replace(/:+$/, ""),
    option,
    wants: key.endsWith("::") ? "optional" : key.endsWith(":") ? "value" : "nothing",
  }));
}

function longOption(arg: string, names: readonly LongName[], rest: string[]): FoundOption {
  const [, typed = "", , attached] = /^--([^=]*)(=(.*))?$/s.exec(arg) ?? [];
  const known = names.find((n) => n.name === typed) ?? abbreviation(typed, arg, names);
  if (known.wants === "nothing") {
    if (attached !== undefined) throw new BadOption(`option '--${known.name}' doesn't allow an argument`);
    return { name: known.option, value: undefined };
  }
  if (known.wants === "optional" || attached !== undefined) return { name: known.option, value: attached };
  const value = rest.shift();
  if (value === undefined) throw new BadOption(`option '--${known.name}' requires an argument`);
  return { name: known.option, value };
}

function abbreviation(typed: string, arg: string, names: readonly LongName[]): LongName {
  const candidates = names.filter((n) => n.name.startsWith(typed));
  const [first] = candidates;
  if (!first || typed === "") throw new BadOption(`unrecognized option '${arg}'`);
  if (candidates.some((n) => n.option !== first.option)) {
    const list = candidates.map((n) => ` '--${n.name}'`).join("");
    throw new BadOption(`option '${arg}' is ambiguous; possibilities:${list}`);
  }
  return first;
}

function shortOptions(arg: string, letters: ReadonlyMap<string, Wants>, rest: string[]): FoundOption[] {
  const found: FoundOption[] = [];
  const chars = [...arg.slice(1)];
  for (let i = 0; i < chars.length; i++) {
    const letter = chars[i] ?? "";
    const wants = letters.get(letter);
    if (wants === undefined) throw new BadOption(`invalid option -- '${letter}'`);
    if (wants === "nothing") {
      found.push({ name: letter, value: undefined });
      continue;
    }
    const attached = chars.slice(i + 1).join("");
    const value = attached !== "" ? attached : wants === "value" ? rest.shift() : undefined;
    if (wants === "value" && value === undefined) throw new BadOption(`option requires an argument -- '${letter}'`);
    found.push({ name: letter, value });
    break;
  }
  return found;
}
