import type { Command, Flag } from "../command.ts";
import { flagsOf, hasShownFlags } from "./flags.ts";
import { goQuote, parseKind } from "./parse.ts";
import { commandPath, useLine } from "./usage.ts";

/**
 * The help of a command, laid out as the docker client does: usage, description, aliases, options with their types and
 * defaults (wrapped one column short of `columns`), then subcommands in groups. Ends with the empty lines that the real
 * one ends with.
 */
export function helpText(path: readonly Command[], columns: number): string {
  const command = path.at(-1);
  if (!command) return "";
  const root = path.length === 1;
  const shown = command.subcommands?.filter((c) => !c.hidden) ?? [];
  const parts: string[] = [`Usage:  ${usageOf(path)}`, command.long ?? command.short];
  if (command.aliasPaths?.length) parts.push(`Aliases:\n  ${command.aliasPaths.join(", ")}`);
  const options = hasShownFlags(command) ? flagUsages(flagsOf(command), columns - 1) : "";
  if (options && !root) parts.push(`Options:\n${options}`);
  for (const [heading, members] of grouped(shown, root)) {
    const rows = members.map((c) => `  ${(root && c.name === c.plugin ? `${c.name}*` : c.name).padEnd(11)} ${c.short}`);
    parts.push(`${heading}:\n${rows.join("\n")}`);
  }
  if (options && root) parts.push(`Global Options:\n${options}`);
  if (command.subcommands) parts.push(`Run '${commandPath(path)} COMMAND --help' for more information on a command.`);
  const body = `${parts.join("\n\n")}\n`;
  if (root) return `${body}\nFor more about Drydock, see its README\n\n`;
  return command.subcommands ? `${body}\n` : body;
}

function usageOf(path: readonly Command[]): string {
  const command = path.at(-1);
  if (!command?.subcommands) return useLine(path);
  return `${commandPath(path)} ${hasShownFlags(command) ? "[OPTIONS] " : ""}COMMAND`;
}

/** The order of the most used commands, which is the real client's own; all others stand by name. */
const COMMON = "run exec ps build bake pull push images login logout search version info".split(" ");

/** Subcommands under their headings. */
function grouped(commands: readonly Command[], root: boolean): [string, Command[]][] {
  const groups: [string, Command[]][] = [
    ["Common Commands", []],
    ["Management Commands", []],
    ["Swarm Commands", []],
    ["Commands", []],
  ];
  for (const c of commands) {
    const heading = (root ? c.group : undefined) ?? (c.subcommands ? "Management Commands" : "Commands");
    groups.find(([name]) => name === heading)?.[1].push(c);
  }
  for (const [heading, members] of groups) {
    const rank = (c: Command) => (heading === "Common Commands" ? COMMON.indexOf(c.name) : 0);
    members.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  }
  return groups.filter(([, members]) => members.length > 0);
}

/** pflag's FlagUsagesWrapped: names and types in one column, descriptions in the next, wrapped to `width`. */
function flagUsages(flags: readonly Flag[], width: number): string {
  const shown = flags
    .filter((f) => !f.hidden && f.deprecated === undefined)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((f) => ({ left: flagLeft(f), right: f.description + flagDefault(f) }));
  const column = Math.max(0, ...shown.map((s) => s.left.length)) + 3;
  return shown.map((s) => s.left.padEnd(column) + wrapFlag(column, width, s.right)).join("\n");
}

function flagLeft(flag: Flag): string {
  const name =
    flag.shorthand && !(flag.name === "help") ? `  -${flag.shorthand}, --${flag.name}` : `      --${flag.name}`;
  const type = flag.type === "bool" ? "" : flag.type;
  const typed = type ? `${name} ${type}` : name;
  if (flag.bare === undefined) return typed;
  return parseKind(flag) === "bool" ? typed : `${typed}[=${flag.type === "string" ? goQuote(flag.bare) : flag.bare}]`;
}

function flagDefault(flag: Flag): string {
  if (flag.default === undefined) return "";
  return ` (default ${flag.type === "string" ? goQuote(flag.default) : flag.default})`;
}

/** pflag's wrap: lines break at the last blank before the width; up to five columns over are kept on a last line. */
function wrapFlag(indent: number, width: number, text: string): string {
  const margin = `\n${" ".repeat(indent)}`;
  if (width <= 0) return text.replaceAll("\n", margin);
  let at = indent;
  let room = width - at;
  let out = "";
  let newline = margin;
  if (room < 24) {
    at = 16;
    room = width - at;
    newline = `\n${" ".repeat(at)}`;
    out = newline;
  }
  if (room < 24) return out + text.replaceAll("\n", newline);
  const slop = 5;
  room -= slop;
  const lines: string[] = [];
  for (let rest = text; ; ) {
    const [line, more] = firstLine(room, slop, rest);
    lines.push(line.replaceAll("\n", newline));
    if (more === "") break;
    rest = more;
  }
  return out + lines.join(newline);
}

function firstLine(room: number, slop: number, text: string): [string, string] {
  if (room + slop > text.length) return [text, ""];
  const head = text.slice(0, room);
  const blank = Math.max(head.lastIndexOf(" "), head.lastIndexOf("\t"), head.lastIndexOf("\n"));
  if (blank <= 0) return [text, ""];
  const newline = head.lastIndexOf("\n");
  const cut = newline > 0 && newline < blank ? newline : blank;
  return [text.slice(0, cut), text.slice(cut + 1)];
}
