// What is measured is bundled as the site is: by the site's own configuration.
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");
const out = join(root, "node_modules/.bench");
const configFile = join(root, "vite.config.ts");

/** Bundles `bench/NAME.ts` for Node and gives the files, in the order of the names. */
export async function bundle(names: readonly string[]): Promise<readonly string[]> {
  await build({
    root,
    configFile,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(root, "bench", `${name}.ts`)])),
        // As deep below the root as the sources are, so that they find files in the packages' folders.
        output: { entryFileNames: "code/[name].mjs", chunkFileNames: "code/[name]-[hash].mjs" },
      },
    },
  });
  return names.map((name) => join(out, "code", `${name}.mjs`));
}

/** Builds a page and gives its folder. */
export async function bundlePage(folder: string): Promise<string> {
  const outDir = join(out, folder);
  await build({
    root: join(root, "bench", folder),
    configFile,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
