// Lets plain Node (play, bench) import a file's text as Vite and vitest do: `import text from "./app.py?raw"`.
import { readFileSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

if (module.registerHooks) module.registerHooks({ resolve, load });
else if (isMainThread) module.register(import.meta.url);

export function resolve(specifier, context, next) {
  if (!specifier.endsWith("?raw")) return next(specifier, context);
  return { url: new URL(specifier, context.parentURL).href, format: "module", shortCircuit: true };
}

export function load(url, context, next) {
  if (!url.endsWith("?raw")) return next(url, context);
  const text = readFileSync(fileURLToPath(url.slice(0, -"?raw".length)), "utf8");
  return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
}
