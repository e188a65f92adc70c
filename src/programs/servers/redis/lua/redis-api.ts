import { RedisError } from "../database.ts";
import { array, bulk, double, failure, integer, map, NIL, type Reply, status } from "../resp.ts";
import { type Args, library } from "./args.ts";
import { fromBytes, toBytes } from "./byte-text.ts";
import { type LuaTable, listTable, nameTable } from "./lua-table.ts";
import { general, isTable, LuaError, LuaFault, type LuaValue } from "./value.ts";

/** What scripts ask of the server. */
export interface Host {
  /** Carries a command out. Throws RedisError. */
  run(words: readonly string[]): Reply;
  log(level: number, text: string): void;
  sha1(text: string): string;
  readonly version: string;
}

/** A reply as a script gets it. */
function value(r: Reply): LuaValue {
  switch (r.kind) {
    case "status":
      return nameTable({ ok: toBytes(r.text) });
    case "error":
      return errorTable(r.text);
    case "integer":
      return Number(r.value);
    case "double":
      return general(r.value, 17);
    case "boolean":
      return r.value ? 1 : 0;
    case "bulk":
    case "verbatim":
      return toBytes(r.text);
    case "nil":
    case "nil array":
      return false;
    case "streams":
      return listTable(r.items.flatMap((_, i) => (i % 2 ? [] : [listTable(r.items.slice(i, i + 2).map(value))])));
    default:
      return listTable(r.items.map(value));
  }
}

export const errorTable = (text: string): LuaTable =>
  nameTable({ err: toBytes(text), ignore_error_stats_update: true });

/** What a script gives as a reply. */
export function replyOf(v: LuaValue, depth = 0): Reply {
  if (depth > 100) return failure("ERR reached lua stack limit");
  if (typeof v === "string") return bulk(fromBytes(v));
  if (typeof v === "number")
    return integer(Number.isFinite(v) && Math.abs(v) < 9.2e18 ? Math.trunc(v) + 0 : -9223372036854775808n);
  if (typeof v === "boolean") return v ? integer(1) : NIL;
  if (!isTable(v)) return NIL;
  const err = v.get("err");
  if (typeof err === "string") return failure(fromBytes(err));
  const ok = v.get("ok");
  if (typeof ok === "string") return status(fromBytes(ok));
  const number = v.get("double");
  if (typeof number === "number") return double(number);
  const entries = v.get("map");
  if (isTable(entries))
    return map([...entries.entries()].flatMap(([key, one]) => [replyOf(key, depth + 1), replyOf(one, depth + 1)]));
  const items: Reply[] = [];
  for (let i = 1; v.get(i) !== undefined; i++) items.push(replyOf(v.get(i), depth + 1));
  return array(items);
}

function wordsOf(a: Args): string[] {
  if (a.count === 0) throw new RedisError("ERR Please specify at least one argument for this redis lib call");
  return a.all.map((v) => {
    if (typeof v === "string") return fromBytes(v);
    if (typeof v === "number") return Number.isInteger(v) && Math.abs(v) < 2 ** 53 ? String(v) : general(v, 17);
    throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
  });
}

/** A message with a code in front of it. */
const withCode = (text: string): string =>
  text.startsWith("-") ? text.slice(1) : text.includes(" ") ? text : `ERR ${text}`;

export function redisLibrary(host: Host, line: () => number): LuaTable {
  const fail = (text: string): never => {
    throw new LuaError(errorTable(text), line());
  };
  const one = (a: Args, act: (text: string) => LuaValue): readonly LuaValue[] => {
    if (a.count !== 1 || typeof a.all[0] !== "string") return [errorTable("ERR wrong number or type of arguments")];
    return [act(a.all[0])];
  };
  const functions = library({
    call(a) {
      try {
        const reply = host.run(wordsOf(a));
        return reply.kind === "error" ? fail(reply.text) : [value(reply)];
      } catch (e) {
        if (e instanceof RedisError) return fail(e.message);
        throw e;
      }
    },
    pcall(a) {
      try {
        return [value(host.run(wordsOf(a)))];
      } catch (e) {
        if (e instanceof RedisError) return [errorTable(e.message)];
        throw e;
      }
    },
    error_reply: (a) => one(a, (text) => errorTable(withCode(text))),
    status_reply: (a) => one(a, (text) => nameTable({ ok: text })),
    sha1hex(a) {
      if (a.count !== 1) throw new LuaFault("wrong number of arguments");
      return [host.sha1(fromBytes(a.text(0, "")))];
    },
    log(a) {
      if (a.count < 2) throw new LuaFault("redis.log() requires two arguments or more.");
      host.log(
        a.integer(0),
        a.all
          .slice(1)
          .map((_, i) => fromBytes(a.text(i + 1)))
          .join(" "),
      );
      return [];
    },
    replicate_commands: () => [true],
    set_repl: () => [],
    breakpoint: () => [false],
    setresp(a) {
      if (a.number(0) !== 2) throw new LuaFault("drydock: redis.setresp(3) is not simulated");
      return [];
    },
  });
  return nameTable({
    ...functions,
    LOG_DEBUG: 0,
    LOG_VERBOSE: 1,
    LOG_NOTICE: 2,
    LOG_WARNING: 3,
    REPL_ALL: 3,
    REPL_AOF: 1,
    REPL_SLAVE: 2,
    REPL_REPLICA: 2,
    REPL_NONE: 0,
    REDIS_VERSION: host.version,
    REDIS_VERSION_NUM: host.version.split(".").reduce((n, part) => n * 256 + Number(part), 0),
  });
}
