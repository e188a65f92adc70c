import type { QuickJSAsyncContext, QuickJSHandle } from "quickjs-emscripten-core";
import type { Process } from "../../../../kernel/process.ts";
import { fromBase64, toBase64 } from "../../../../std/base64.ts";
import { isErrno } from "../../../../std/errno.ts";
import { MILLISECOND } from "../../../../std/time.ts";
import { readPassword } from "../../database/readline.ts";
import { bytesOfHex, hexOfBytes } from "../bson.ts";
import { mongoshSource } from "../guest/sources.ts";
import type { MongoConnection } from "./connection.ts";
import { docFromGuest, toGuest } from "./ejson.ts";
import { startSuspendable } from "./engine.ts";

/** What a line came to: its output, and whether it failed or asked to leave. */
export interface Outcome {
  readonly text: string;
  readonly failed: boolean;
  readonly exit: number | undefined;
}

export interface Evaluator {
  run(code: string, name: string): Promise<Outcome>;
  /** The database that `db` is. */
  database(): string;
}

/** Interrupts of the engine (10,000 steps each) in one line until it counts as endless. */
const SPIN = 20_000;

const DECLARATION = /^\s*(?:(?:async\s+)?function\b|class\b)/;

/** The shell's JavaScript, with everything that mongosh has in it. */
export async function createEvaluator(
  p: Process,
  connection: MongoConnection,
  settings: {
    readonly database: string;
    readonly colors: boolean;
    readonly interactive: boolean;
    readonly version: string;
    /** Whether there is a server: not with --nodb. */
    readonly connected: boolean;
    /** Whether what is printed goes to a terminal. */
    readonly terminal: boolean;
    /** The connection's address, as the shell shows it. */
    readonly uri: string;
    /** Results as JSON, which says the types that JSON does not have: canonical or relaxed. */
    readonly json: "canonical" | "relaxed" | undefined;
  },
): Promise<Evaluator> {
  const context = await p.load(startSuspendable);
  const { runtime } = context;
  let interrupts = 0;
  let exit: number | undefined;
  let count = 0;
  runtime.setMemoryLimit(128 << 20);
  runtime.setMaxStackSize(200 << 10);
  runtime.setInterruptHandler(() => {
    p.charge(200);
    return ++interrupts > SPIN;
  });

  const atOnce: Readonly<Record<string, (argument: unknown) => unknown>> = {
    now: () => Math.floor(p.now() / 1000),
    objectId: () =>
      Math.floor(p.now() / 1_000_000)
        .toString(16)
        .padStart(8, "0") + p.chance.hex("mongosh object id").slice(0, 16),
    chance: () => p.chance.integer("mongosh random", 2 ** 40) / 2 ** 40,
    base64: (hex) => toBase64(bytesOfHex(String(hex))),
    unbase64: (text) => hexOfBytes(fromBase64(String(text)) ?? new Uint8Array(0)),
    exit: (code) => {
      exit = Number(code);
    },
    file: (path) => {
      try {
        return p.files.readText(String(path));
      } catch (e) {
        if (isErrno(e)) return undefined;
        throw e;
      }
    },
  };
  const native = context.newFunction("native", (what, json) => {
    const value = atOnce[context.getString(what)]?.(JSON.parse(context.getString(json)));
    if (typeof value === "number") return context.newNumber(value);
    return value === undefined ? context.undefined : context.newString(String(value));
  });
  const ask = context.newAsyncifiedFunction("ask", async (what, json) => {
    const kind = context.getString(what);
    const [printed, first, second]: unknown[] = JSON.parse(context.getString(json));
    interrupts = 0;
    if (printed) await p.write(1, String(printed));
    if (kind === "sleep") {
      await p.sleep(Number(first) * MILLISECOND);
      return context.undefined;
    }
    if (kind === "password") {
      const typed = p.terminal(0) === undefined ? "" : await readPassword(p, "Enter password: ");
      return context.newString(typed);
    }
    const reply = await connection.request(String(first), docFromGuest(second));
    const value = reply ? toGuest(reply) : { $fields: [["$network", "connection closed"]] };
    return context.newString(JSON.stringify(value));
  });
  const start = context.unwrapResult(
    context.evalCode(
      `Object.defineProperty(globalThis,"__name",{value:f=>f});(native, ask, json) => (${mongoshStart()})(native, ask, JSON.parse(json))`,
      "mongosh:start",
    ),
  );
  const about = { ...settings, env: Object.fromEntries(p.env), argv: p.argv, cwd: p.cwd };
  const json = context.newString(JSON.stringify(about));
  context.unwrapResult(context.callFunction(start, context.undefined, native, ask, json)).dispose();

  /** Calls an entry of the guest's, which may ask the server meanwhile. */
  const entry = async (kind: "result" | "error", value: QuickJSHandle): Promise<Outcome> => {
    const name = settings.json ? (kind === "error" ? "jsonError" : "json") : kind;
    context.setProp(context.global, "__value", value);
    value.dispose();
    const shown = await context.evalCodeAsync(`__mongosh.${name}(__value)`, "mongosh:show");
    if (shown.error) {
      const failure = shown.error;
      if (kind === "error") return { text: `Error: ${dumped(context, failure)}\n`, failed: true, exit };
      return await entry("error", failure);
    }
    const text = shown.value.consume((v) => context.getString(v));
    return { text, failed: kind === "error" && exit === undefined, exit };
  };

  return {
    async run(code, name) {
      interrupts = 0;
      const words = /^\s*(use|show|it|exit|quit|cls|help)\b(?:[ \t]+([^\s;()=.]*)(?:[ \t][^=(.;]*)?)?\s*;?\s*$/.exec(
        code,
      );
      const plain = words
        ? `__mongosh.command(${JSON.stringify(words[1])}, ${JSON.stringify(words[2] ?? "")})`
        : declarable(code, name).replace(/(^|[=(,;\n]\s*)await\s+/g, "$1");
      const place = `${name}#${++count}`;
      context.unwrapResult(
        context.evalCode(`__mongosh.source(${JSON.stringify(place)}, ${JSON.stringify(plain)})`, "mongosh:source"),
      );
      let r: Awaited<ReturnType<typeof context.evalCodeAsync>>;
      try {
        r = await context.evalCodeAsync(plain, place);
      } catch (e) {
        if (!(e instanceof RangeError)) throw e;
        // The stack is the page's: the engine does not come back from its end.
        return { text: "RangeError: Maximum call stack size exceeded\n", failed: true, exit: 1 };
      }
      if (interrupts > SPIN) {
        r.dispose();
        return { text: "drydock: mongosh: this program does not come to an end\n", failed: true, exit };
      }
      if (r.error) return await entry("error", r.error);
      let { value } = r;
      if (context.typeof(value) === "undefined" && DECLARATION.test(plain)) {
        // The text of one declaration alone is an expression too: the real shell shows what it declares.
        const declared = context.evalCode(`(${plain.trim().replace(/;$/, "")}\n)`, name);
        if (!declared.error) value = declared.value;
        else declared.error.dispose();
      }
      for (let jobs = runtime.executePendingJobs(); !jobs.error && jobs.value > 0; jobs = runtime.executePendingJobs());
      const state = context.getPromiseState(value);
      if (state.type === "fulfilled" && !state.notAPromise) value = state.value;
      return state.type === "rejected" ? await entry("error", state.error) : await entry("result", value);
    },
    database: () => context.unwrapResult(context.evalCode("__mongosh.database()")).consume((v) => context.getString(v)),
  };
}

let source: string | undefined;

function mongoshStart(): string {
  source ??= mongoshSource();
  return source;
}

function dumped(context: QuickJSAsyncContext, e: QuickJSHandle): string {
  const value: unknown = context.dump(e);
  e.dispose();
  return typeof value === "object" && value !== null && "message" in value ? String(value.message) : String(value);
}

/** At the prompt a name may be declared again. */
function declarable(code: string, name: string): string {
  return name.startsWith("REPL") ? code.replace(/^(\s*)(?:let|const)(?=[\s[{])/, "$1var") : code;
}
