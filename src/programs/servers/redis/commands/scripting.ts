import { sha1 } from "@noble/hashes/legacy.js";
import { hex } from "../../../../std/digest.ts";
import { encodeLossless } from "../../../lib/bytes.ts";
import { type Commands, type Context, is, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { factsOf } from "../facts.ts";
import { say } from "../log.ts";
import { array, bulk, failure, integer, OK, type Reply } from "../resp.ts";

const digestOf = (text: string): string => hex(sha1(encodeLossless(text)));

const LEVELS = [".", "-", "*", "#"] as const;

/** `script numkeys key … arg …`. Lua is loaded when the first script comes. */
async function evaluate(c: Context, source: string, words: readonly string[], readOnly: boolean): Promise<Reply> {
  const count = whole(words[0]);
  if (count < 0) throw new RedisError("ERR Number of keys can't be negative");
  if (count > words.length - 1) throw new RedisError("ERR Number of keys can't be greater than number of args");
  const lua = await c.p.load(() => import("../lua/run.ts"));
  const digest = digestOf(source);
  const problem = lua.compileError(source);
  if (problem !== undefined) return failure(problem);
  c.server.scripts.add(digest, source);
  const frozen = readOnly || /^#!lua.*\bno-writes\b/.test(source);
  const host = {
    version: c.server.version,
    sha1: digestOf,
    log(level: number, text: string) {
      const sign = LEVELS[level];
      if (sign === "*" || sign === "#") c.server.later.push(() => say(c.p, "M", sign, text));
    },
    run: (command: readonly string[]) => within(c, command, frozen),
  };
  const random = () => c.p.chance.integer("redis lua", 2 ** 31) / 2 ** 31;
  return lua.runScript(
    { source, digest, keys: words.slice(1, 1 + count), args: words.slice(1 + count) },
    host,
    random,
    () => c.p.now(),
  );
}

/** A command of a script. */
function within(c: Context, words: readonly string[], frozen: boolean): Reply {
  const found = factsOf(words);
  if (!found) throw new RedisError("ERR Unknown Redis command called from script");
  if (found.arity > 0 ? words.length !== found.arity : words.length < -found.arity)
    throw new RedisError("ERR Wrong number of args calling Redis command from script");
  if (frozen && found.flags.has("write"))
    throw new RedisError("ERR Write commands are not allowed from read-only scripts.");
  return c.server.executeNow(c.client, words);
}

function cached(c: Context, digest: string): string {
  const source = c.server.scripts.get(digest);
  if (source === undefined) throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
  return source;
}

export const scripting: Commands = {
  eval: (c, [source = "", ...words]) => evaluate(c, source, words, false),
  eval_ro: (c, [source = "", ...words]) => evaluate(c, source, words, true),
  evalsha: (c, [digest = "", ...words]) => evaluate(c, cached(c, digest), words, false),
  evalsha_ro: (c, [digest = "", ...words]) => evaluate(c, cached(c, digest), words, true),
  async "script load"(c, [source = ""]) {
    const lua = await c.p.load(() => import("../lua/run.ts"));
    const problem = lua.compileError(source);
    if (problem !== undefined) return failure(problem);
    c.server.scripts.add(digestOf(source), source);
    return bulk(digestOf(source));
  },
  "script exists": (c, digests) => array(digests.map((d) => integer(c.server.scripts.get(d) === undefined ? 0 : 1))),
  "script flush"(c, [option]) {
    if (option !== undefined && !is(option, "SYNC") && !is(option, "ASYNC"))
      return failure("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
    c.server.scripts.flush();
    return OK;
  },
  "script kill": () => failure("NOTBUSY No scripts in execution right now."),
  "function list": () => array([]),
  fcall: () => failure("ERR Function not found"),
  fcall_ro: () => failure("ERR Function not found"),
};
