import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { Process } from "../../kernel/process.ts";
import type { Engine } from "./engine.ts";
import { guestSources } from "./guest/sources.ts";
import type { Recorder } from "./record.ts";
import type { NodeOptions } from "./run.ts";

/** Hands the guest its sources and options; gives its entry. */
export function bootGuest(
  p: Process,
  engine: Engine,
  native: QuickJSHandle,
  recorder: Recorder,
  options: NodeOptions,
): QuickJSHandle {
  const { context } = engine;
  const compile = context.newFunction("compile", (code, name) =>
    engine.evaluate(context.getString(code), context.getString(name)),
  );
  const evalModule = context.newFunction("evalModule", (code, name) =>
    engine.evaluate(context.getString(code), context.getString(name), "module"),
  );
  const promiseState = context.newFunction("promiseState", (promise) => {
    const out = context.newArray();
    const state = context.getPromiseState(promise);
    context.newString(state.type).consume((s) => context.setProp(out, 0, s));
    if (state.type === "fulfilled") {
      context.setProp(out, 1, state.value);
      if (!state.notAPromise) state.value.dispose();
    } else if (state.type === "rejected") {
      context.setProp(out, 1, state.error);
      state.error.dispose();
    }
    return out;
  });
  const memory = context.newFunction("memory", () =>
    context.newNumber(Number(recorder.answer("memory", () => engine.memory()))),
  );
  const about = { ...options, pid: p.pid, ppid: p.ppid, execPath: p.executable, env: [...p.env] };
  const settings = context.newString(JSON.stringify(about));
  // Node's own modules are compiled from the host's texts, those alone that the program comes to need.
  const sources = guestSources();
  // It takes the names that a program can set to something else.
  const ownModule = context.newFunction("ownModule", (name, globals) => {
    const own = context.getString(name);
    return context.evalCode(`((${context.getString(globals)})=>(${sources[own] ?? "undefined"}))`, `node:${own}`);
  });
  const ownNames = context.newString(JSON.stringify(Object.keys(sources)));
  const start = context.unwrapResult(
    context.evalCode(`Object.defineProperty(globalThis,"__name",{value:f=>f});(${sources["boot"] ?? ""})`, "node:boot"),
  );
  const step = context.unwrapResult(
    context.callFunction(
      start,
      context.undefined,
      native,
      compile,
      evalModule,
      promiseState,
      memory,
      settings,
      ownModule,
      ownNames,
    ),
  );
  const function_ = (name: string) => context.getProp(step, name);
  const resolve = function_("resolve");
  const load = function_("load");
  const ask = (fn: QuickJSHandle, ...texts: string[]) => {
    const args = texts.map((t) => context.newString(t));
    const r = context.callFunction(fn, context.undefined, ...args);
    for (const a of args) a.dispose();
    if (r.error) return { error: r.error as unknown as Error };
    return r.value.consume((v) => context.getString(v));
  };
  engine.runtime.setModuleLoader(
    (name) => ask(load, name),
    (base, name) => ask(resolve, base, name),
  );
  return step;
}
