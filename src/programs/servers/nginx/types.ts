import { type Block, blocks, setting } from "./parse.ts";

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["html", "text/html"],
  ["gif", "image/gif"],
  ["jpg", "image/jpeg"],
]);

const tables = new WeakMap<Block, ReadonlyMap<string, string>>();

/** The media type of a file by its extension, from the nearest `types` block. */
export function typeOf(block: Block, path: string): string | undefined {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return tableOf(block).get(extension) ?? setting(block, "default_type")?.[0] ?? "text/plain";
}

/** Types whose answers `charset` is added to. */
export function isText(type: string): boolean {
  return /^text\/|^application\/(javascript|json|rss\+xml|xml)/.test(type);
}

function tableOf(block: Block): ReadonlyMap<string, string> {
  for (let b: Block | undefined = block; b; b = b.parent) {
    const types = blocks(b, "types");
    if (types.length === 0) continue;
    const known = tables.get(b);
    if (known) return known;
    const table = new Map(
      types.flatMap((t) => t.directives.flatMap((d) => d.args.map((e): [string, string] => [e.toLowerCase(), d.name]))),
    );
    tables.set(b, table);
    return table;
  }
  return BUILT_IN;
}
