import { defineConfig, type Plugin, transformWithOxc } from "vite";

/** Functions whose text is handed to a node process's own engine: they never run here. */
const GUEST =
  /\/src\/programs\/(?:node\/guest|servers\/mongo\/guest|pkg\/npm-packages)\/(?!sources|packages|index)[\w-]+\.ts$/;

interface FunctionNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name: string } | null;
  readonly declaration?: FunctionNode | null;
}

/**
 * Puts guest functions into the bundle as their own text, so that the minifier leaves their names alone: names of functions and
 * classes show in a guest's stacks and values, while the site's own may be shortened.
 */
function guestTexts(): Plugin {
  return {
    name: "drydock-guest-texts",
    enforce: "pre",
    apply: "build",
    async transform(source, id) {
      if (!GUEST.test(id)) return undefined;
      const { code } = await transformWithOxc(source, id, { sourcemap: false });
      const { body } = this.parse(code) as unknown as { readonly body: readonly FunctionNode[] };
      let out = "";
      let at = 0;
      for (const node of body) {
        const fn = node.type === "ExportNamedDeclaration" ? node.declaration : node;
        const name = fn?.type === "FunctionDeclaration" ? fn.id?.name : undefined;
        if (!fn || name === undefined || name.endsWith("Source")) continue;
        const text = JSON.stringify(code.slice(fn.start, fn.end));
        out += `${code.slice(at, node.start)}${fn === node ? "" : "export "}const ${name} = { toString: () => ${text} };`;
        at = node.end;
      }
      return { code: out + code.slice(at), map: null };
    },
  };
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/**
 * What arrives together travels in one file. Each group names the files it starts from; a module is in the first group that
 * reaches it from one of them over plain imports.
 */
function together(groups: readonly (readonly [name: string, roots: RegExp])[]) {
  const name = (id: string, graph: ModuleGraph): string | null => {
    const above = new Set([id]);
    for (const each of above) for (const importer of graph.getModuleInfo(each)?.importers ?? []) above.add(importer);
    return groups.find(([, roots]) => [...above].some((each) => roots.test(each)))?.[0] ?? null;
  };
  return { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name }] } } };
}

/** The machine's worker is started by the first bytes of the page, while the page's own code is still on its way (boot.ts takes it over). */
function workerFirst(): Plugin {
  return {
    name: "drydock-worker-first",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const file = Object.keys(bundle).find((name) => /\/worker-[\w-]+\.js$/.test(name));
        if (!file) return [];
        const start = `new Worker(${JSON.stringify(`./${file}`)},{type:"module",name:sessionStorage.drydock??""})`;
        const children = `var drydockWorker;try{let w=drydockWorker=${start};w.early=[];w.onmessage=e=>w.early.push(e);w.onerror=()=>drydockWorker=undefined}catch{}`;
        return [{ tag: "script", children, injectTo: "head-prepend" }];
      },
    },
  };
}

export default defineConfig({
  // A static site that works from any sub-path.
  base: "./",
  plugins: [guestTexts(), workerFirst()],
  worker: {
    format: "es",
    plugins: () => [guestTexts()],
    // What the worker runs before the first prompt, and what every docker command needs.
    rolldownOptions: together([
      ["first", /\/src\/app\/worker\.ts$/],
      ["docker", /\/src\/(?:daemon\/engine|registry\/(?:registries|nearest|open)|cli\/main|machine\/client-host)\.ts$/],
    ]),
  },
  build: {
    target: "es2023",
    rolldownOptions: together([["page", /\/src\/app\/main\.ts$/]]),
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
