import type { Reply } from "../resp.ts";
import { failure } from "../resp.ts";
import { baseLibrary, caughtValue } from "./base-library.ts";
import { fromBytes, toBytes } from "./byte-text.ts";
import { cjson } from "./cjson.ts";
import { Interpreter } from "./interpreter.ts";
import { LuaSyntax } from "./lexer.ts";
import { bitLibrary, mathLibrary, tableLibrary } from "./libraries.ts";
import { LuaTable, listTable, nameTable } from "./lua-table.ts";
import { parse } from "./parser.ts";
import { type Host, redisLibrary, replyOf } from "./redis-api.ts";
import { stringLibrary } from "./string-library.ts";
import type { FunctionBody } from "./syntax.ts";
import { isTable, LuaError, LuaFault, type LuaValue, makeFunction } from "./value.ts";

const CHUNK = "user_script";

/** Steps that one run may take; a real server would go on, and answer all others with BUSY. */
const STEPS = 5_000_000;

/** What is wrong with a script's form; undefined: nothing. */
export function compileError(source: string): string | undefined {
  const body = compiled(source);
  return typeof body === "string" ? body : undefined;
}

function compiled(source: string): FunctionBody | string {
  try {
    return parse(toBytes(source.replace(/^#!.*/, "")));
  } catch (e) {
    if (!(e instanceof LuaSyntax)) throw e;
    return `ERR Error compiling script (new function): ${CHUNK}:${e.line}: ${e.message}`;
  }
}

export interface Script {
  readonly source: string;
  readonly digest: string;
  readonly keys: readonly string[];
  readonly args: readonly string[];
}

/** Runs a script to its end. */
export function runScript(script: Script, host: Host, random: () => number, now: () => number): Reply {
  const body = compiled(script.source);
  if (typeof body === "string") return failure(body);
  const globals = new LuaTable();
  const it = new Interpreter(globals, { methods: nameTable(stringLibrary) }, STEPS, () => {
    throw new LuaFault("drydock: the script took too many steps and was ended");
  });
  const locked = (entries: Readonly<Record<string, LuaValue>>) => {
    const t = nameTable(entries);
    t.locked = true;
    return t;
  };
  const clock = makeFunction(() => [now() / 1_000_000]);
  const redis = redisLibrary(host, () => it.line);
  redis.locked = true;
  const names: Readonly<Record<string, LuaValue>> = {
    ...baseLibrary(() => it, CHUNK),
    string: locked(stringLibrary),
    table: locked(tableLibrary),
    math: locked(mathLibrary(random)),
    bit: locked(bitLibrary),
    cjson: locked(cjson),
    cmsgpack: locked(refused("cmsgpack", ["pack", "unpack"])),
    struct: locked(refused("struct", ["pack", "unpack", "size"])),
    os: locked({ clock }),
    redis,
    server: redis,
    KEYS: listTable(script.keys.map(toBytes)),
    ARGV: listTable(script.args.map(toBytes)),
    _VERSION: "Lua 5.1",
  };
  for (const [name, value] of Object.entries(names)) globals.set(name, value);
  globals.set("_G", globals);
  globals.metatable = nameTable({
    __index: makeFunction(([, name]) => {
      throw new LuaFault(`Script attempted to access nonexistent global variable '${String(name)}'`);
    }),
  });
  globals.locked = true;
  return outcome(it, script, () => replyOf(it.make(body).call([])[0]));
}

/** Functions that there are, and that are not simulated. */
const refused = (library: string, names: readonly string[]): Record<string, LuaValue> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      makeFunction(() => {
        throw new LuaFault(`drydock: ${library}.${name} is not simulated`);
      }),
    ]),
  );

/** What a script came to; an error says where it came up. */
function outcome(it: Interpreter, { digest }: Script, run: () => Reply): Reply {
  const where = (line: number) => ` script: ${digest}, on @${CHUNK}:${line}.`;
  try {
    return run();
  } catch (e) {
    if (!(e instanceof LuaError || e instanceof LuaFault)) throw e;
    const line = e instanceof LuaError && e.line ? e.line : it.line;
    const value = caughtValue(it, CHUNK, e);
    if (isTable(value)) {
      const err = value.get("err");
      return failure(`${typeof err === "string" ? fromBytes(err) : "ERR unknown error"}${where(line)}`);
    }
    return failure(`ERR ${typeof value === "string" ? fromBytes(value) : "unknown error"}${where(line)}`);
  }
}
