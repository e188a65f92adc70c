import { type Commands, is, patternOf, syntaxError } from "../context.ts";
import { RedisError } from "../database.ts";
import { containers, type Facts, facts, factsOf, keysOf } from "../facts.ts";
import { array, bulk, failure, integer, map, NIL, type Reply, texts } from "../resp.ts";
import { described } from "./described.ts";

/** Commands alone, without the second words of the containers. */
const whole = (): Facts[] => [...facts.values()].filter((f) => !f.name.includes(" "));

const subcommands = (f: Facts): Facts[] =>
  containers.has(f.name) ? [...facts.values()].filter((one) => one.name.startsWith(`${f.name} `)) : [];

/** COMMAND INFO's row. */
function row(f: Facts): Reply {
  const list = (items: Iterable<string>): Reply => ({
    kind: "set",
    items: [...items].map((text) => ({ kind: "status", text })),
  });
  return array([
    bulk(f.name.replace(" ", "|")),
    integer(f.arity),
    list(f.flags),
    ...f.keys.map((n) => integer(n)),
    list(f.categories.map((c) => `@${c}`)),
    array([]),
    array([]),
    array(subcommands(f).map(row)),
  ]);
}

function list([word, kind, value, more]: readonly string[]): Reply {
  let chosen = [...facts.values()];
  if (word !== undefined) {
    if (!is(word, "FILTERBY") || value === undefined || more !== undefined) throw syntaxError();
    if (is(kind, "PATTERN")) {
      const test = patternOf(value.toLowerCase());
      chosen = chosen.filter((f) => test.test(f.name.replace(" ", "|")));
    } else if (is(kind, "ACLCAT")) chosen = chosen.filter((f) => f.categories.includes(value.toLowerCase()));
    else if (is(kind, "MODULE")) chosen = [];
    else throw syntaxError();
  } else chosen = whole();
  return texts(chosen.map((f) => f.name.replace(" ", "|")));
}

/** How many commands Redis 8.0 has, those of vector sets included. */
const COUNT = 265;

const lookedUp = (words: readonly string[]) => words.map((w) => facts.get(w.toLowerCase().replace("|", " ")));

export const commandCommands: Commands = {
  command: () => array(whole().map(row)),
  "command count": () => integer(COUNT),
  "command info": (_c, words) =>
    array(words.length ? lookedUp(words).map((f) => (f ? row(f) : NIL)) : whole().map(row)),
  "command docs": (_c, words) =>
    map(
      (words.length ? lookedUp(words) : whole()).flatMap((f) =>
        f ? [bulk(f.name.replace(" ", "|")), described(f, subcommands(f))] : [],
      ),
    ),
  "command list": (_c, words) => list(words),
  "command getkeys"(_c, words) {
    const found = factsOf(words);
    if (!found) return failure("ERR Invalid command specified");
    if (found.arity > 0 ? words.length !== found.arity : words.length < -found.arity)
      return failure("ERR Invalid number of arguments specified for command");
    const keys = keysOf(words);
    if (keys.length === 0) throw new RedisError("ERR The command has no key arguments");
    return texts(keys);
  },
};
