import { type Facts, facts } from "../redis/facts.ts";

const GENERAL = `redis-cli 8.0.2
To get help about Redis commands type:
      "help @<group>" to get a list of commands in <group>
      "help <command>" for help on <command>
      "help <tab>" to get a list of possible help topics
      "quit" to exit

To set redis-cli preferences:
      ":set hints" enable online hints
      ":set nohints" disable online hints
Set your preferences in ~/.redisclirc
`;

function about(f: Facts, withGroup: boolean): string {
  return [
    `\r\n  \x1b[1m${f.name.toUpperCase()}\x1b[0m \x1b[90m${f.syntax || "(null)"}\x1b[0m\r\n`,
    `  \x1b[33msince:\x1b[0m ${f.since}\r\n`,
    withGroup ? `  \x1b[33mgroup:\x1b[0m ${f.group}\r\n` : "",
  ].join("");
}

/** `help`, `help get`, `help @list`: what a command takes, since when there is it, and its group. */
export function helpText(words: readonly string[]): string {
  const name = words.join(" ").toLowerCase();
  if (name === "") return GENERAL;
  const group = name.startsWith("@");
  const found = [...facts.values()].filter((f) => (group ? f.group === name.slice(1) : f.name === name));
  return `${found.map((f) => about(f, !group)).join("")}\r\n`;
}
