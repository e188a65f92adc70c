import variant from "@jitl/quickjs-wasmfile-release-asyncify";
import { newQuickJSAsyncWASMModuleFromVariant, newVariant, type QuickJSAsyncContext } from "quickjs-emscripten-core";
import { type WasmModule, wasm } from "../../../node/wasm.ts";

let compiled: Promise<WasmModule> | undefined;

/**
 * An engine of its own, of the build that can be suspended in the middle of synchronous code: what the shell asks of the
 * server looks like an ordinary call. What it waits for lies outside of simulated time: call it in `p.load`.
 */
export async function startSuspendable(): Promise<QuickJSAsyncContext> {
  compiled ??= (async () => wasm.compile(await wasmBytes()))();
  const module = await compiled;
  const quickjs = await newQuickJSAsyncWASMModuleFromVariant(
    newVariant(variant, {
      emscriptenModule: {
        async instantiateWasm(imports: object, onSuccess: (instance: never) => void) {
          const instance = await wasm.instantiate(module, imports);
          onSuccess(instance as never);
          return instance.exports as never;
        },
      },
    }),
  );
  return quickjs.newContext();
}

/** The engine's code: a file beside the page, or in Node's folder of packages. */
async function wasmBytes(): Promise<Uint8Array> {
  const outside = globalThis as unknown as Outside;
  // The bundler finds the file by this very expression.
  const url = new URL(
    "../../../../../node_modules/@jitl/quickjs-wasmfile-release-asyncify/dist/emscripten-module.wasm",
    import.meta.url,
  );
  if (url.protocol === "file:" && outside.process?.getBuiltinModule)
    return outside.process.getBuiltinModule("fs").readFileSync(url);
  return new Uint8Array(await (await outside.fetch(url)).arrayBuffer());
}

interface Address {
  readonly protocol: string;
}

declare const URL: new (path: string, base: string) => Address;

/** What lies outside of the pure rooms: a file of the packages under Node, the site's in the page. */
interface Outside {
  readonly process?: { getBuiltinModule?(name: "fs"): { readFileSync(file: Address): Uint8Array } };
  fetch(url: Address): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
}
