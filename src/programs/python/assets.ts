import { concat, encode } from "../../std/text.ts";
import { type AssetAddress, readKeptAsset } from "../lib/asset.ts";
import { loadWithNews } from "../lib/loading.ts";
import { type Library, openLibrary } from "./library.ts";
import { completeLibrary } from "./library-extra.ts";
import { addOwnModules } from "./own-library.ts";
import { type Module, webAssembly } from "./webassembly.ts";

declare const URL: new (path: string, base: string) => AssetAddress;

export interface Assets {
  readonly module: Module;
  readonly library: Library;
}

/** What CPython reads first of its library, and what is put behind it: our start, before anything of the program's. */
const FIRST = "encodings/__init__.py";
const START = "\nimport _drydock\nexec(_drydock.start(), {})\ndel _drydock\n";

/** Bytes of both files, about. */
const SIZE = 12_150_000;

let assets: Promise<Assets> | undefined;

/** CPython's code and its standard library, once for all processes. Waits outside of simulated time: call it in `p.load`. */
export function loadAssets(): Promise<Assets> {
  assets ??= load().catch((error: unknown) => {
    assets = undefined;
    throw error;
  });
  return assets;
}

async function load(): Promise<Assets> {
  // The bundler finds the files by these very expressions.
  const code = new URL("../../../node_modules/pyodide/pyodide.asm.wasm", import.meta.url);
  const library = new URL("../../../node_modules/pyodide/python_stdlib.zip", import.meta.url);
  const [bytes, zip] = await loadWithNews("Python", SIZE, (progress) =>
    Promise.all([readKeptAsset(code, progress), readKeptAsset(library, progress)]),
  );
  const opened = openLibrary(zip);
  completeLibrary(opened);
  const first = opened.file(FIRST);
  if (first) opened.keep(FIRST, concat([first, encode(START)]));
  addOwnModules(opened);
  return { module: await webAssembly.compile(bytes), library: opened };
}
