import { checkValues } from "./check-values.ts";
import { type DirectiveRule, isLeftOut, ruleOf } from "./directives.ts";
import { ConfigError, createTokenizer, type Place, placeText, type Token } from "./tokens.ts";

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly place: Place;
  readonly block: Block | undefined;
}

/** What stands in braces, or a whole configuration. Settings hold for the blocks inside unless set there. */
export interface Block {
  /** The letter of directives.ts; `t` types, `M` map. */
  readonly kind: string;
  readonly args: readonly string[];
  readonly parent: Block | undefined;
  readonly directives: Directive[];
  /** On the outermost block: what was read with a warning. */
  readonly warnings: string[];
}

/** Reads files: their text, and the paths that a pattern of `include` names. */
export interface ConfigFiles {
  /** `place`: the include that names it. */
  read(path: string, place: Place): string;
  glob(pattern: string): string[];
}

const KINDS: Readonly<Record<string, string>> = {
  events: "e",
  http: "h",
  server: "s",
  location: "l",
  if: "i",
  upstream: "u",
  limit_except: "l",
  types: "t",
  map: "M",
};

/** Reads `file` (its text is `text`, for `-g` directives) into `into`, includes and all. Throws ConfigError. */
export function parseConfig(files: ConfigFiles, file: string, text: string, into: Block): void {
  const tokens = createTokenizer(file, text);
  parseInto(files, tokens, into, true);
}

export function rootBlock(): Block {
  return { kind: "m", args: [], parent: undefined, directives: [], warnings: [] };
}

function parseInto(files: ConfigFiles, tokens: { next(): Token }, into: Block, whole: boolean): void {
  for (;;) {
    const token = tokens.next();
    if (!("words" in token)) {
      if (whole === (token.kind === "end")) return;
      throw new ConfigError(whole ? 'unexpected "}"' : 'unexpected end of file, expecting "}"', token.place);
    }
    const [name = "", ...args] = token.words;
    const { place } = token;
    if (into.kind === "t" || into.kind === "M") {
      if (token.kind === "block") throw new ConfigError('unexpected "{"', place);
      if (name === "include" && args.length === 1) include(files, args[0] ?? "", place, into);
      else into.directives.push({ name, args, place, block: undefined });
      continue;
    }
    const rule = check(name, args, token.kind === "block", into, place);
    if (isLeftOut(name, args))
      into.warnings.push(`drydock: the effect of "${name}" is not simulated${placeText(place)}`);
    if (name === "include") {
      include(files, args[0] ?? "", place, into);
      continue;
    }
    if (!rule.block) {
      into.directives.push({ name, args, place, block: undefined });
      continue;
    }
    const block: Block = { kind: KINDS[name] ?? "", args, parent: into, directives: [], warnings: into.warnings };
    into.directives.push({ name, args, place, block });
    parseInto(files, tokens, block, false);
  }
}

function include(files: ConfigFiles, pattern: string, place: Place, into: Block): void {
  const path = pattern.startsWith("/") ? pattern : `/etc/nginx/${pattern}`;
  const paths = /[*?[]/.test(path) ? files.glob(path) : [path];
  for (const one of paths) parseConfig(files, one, files.read(one, place), into);
}

/** nginx's own order: known, allowed here, block or not, number of arguments, twice. */
function check(name: string, args: readonly string[], opens: boolean, into: Block, place: Place): DirectiveRule {
  const rule = ruleOf(name);
  if (rule === "refused") throw new ConfigError(`drydock: nginx's directive "${name}" is not simulated`, place);
  if (!rule) throw new ConfigError(`unknown directive "${name}"`, place);
  // `server` inside upstream is a directive of its own.
  const server = name === "server" && into.kind === "u";
  if (!server && !rule.places.includes(into.kind))
    throw new ConfigError(`"${name}" directive is not allowed here`, place);
  const block = rule.block && !server;
  if (opens && !block) throw new ConfigError(`directive "${name}" is not terminated by ";"`, place);
  if (!opens && block) throw new ConfigError(`directive "${name}" has no opening "{"`, place);
  if (server ? args.length < 1 : args.length < rule.min || args.length > rule.max)
    throw new ConfigError(`invalid number of arguments in "${name}" directive`, place);
  if (!rule.repeats && !server && into.directives.some((d) => d.name === name))
    throw new ConfigError(`"${name}" directive is duplicate`, place);
  const other = name === "root" ? "alias" : name === "alias" ? "root" : undefined;
  if (other !== undefined && into.directives.some((d) => d.name === other))
    throw new ConfigError(`"${name}" directive is duplicate, "${other}" directive was specified earlier`, place);
  if (rule.flag && !/^(on|off)$/i.test(args[0] ?? ""))
    throw new ConfigError(`invalid value "${args[0]}" in "${name}" directive, it must be "on" or "off"`, place);
  if (!server) checkValues(name, args, place);
  return { ...rule, block };
}

// Looking settings up

/** The directives of that name in the nearest block that has any: a block's own replace those of the ones around it. */
export function settings(block: Block, name: string): readonly Directive[] {
  for (let b: Block | undefined = block; b; b = b.parent) {
    const found = b.directives.filter((d) => d.name === name);
    if (found.length) return found;
  }
  return [];
}

/** The arguments of the setting that holds here. */
export function setting(block: Block, name: string): readonly string[] | undefined {
  return settings(block, name).at(-1)?.args;
}

export function flag(block: Block, name: string, standard: boolean): boolean {
  const value = setting(block, name)?.[0];
  return value === undefined ? standard : value.toLowerCase() === "on";
}

/** Blocks of that name directly inside. */
export function blocks(block: Block, name: string): Block[] {
  return block.directives.flatMap((d) => (d.name === name && d.block ? [d.block] : []));
}
