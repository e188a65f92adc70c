import { type Ask, linesOf } from "./ask.ts";

/** DirectoryIndex: each section's list goes behind those of the same section, and takes the place of others. */
export function indexNames(a: Ask): string[] {
  const own = a.groups.findLast((g) => g.lines.some((l) => l.name === "directoryindex"));
  const lines = own ? own.lines : a.site.lines;
  const names = lines.filter((l) => l.name === "directoryindex").flatMap((l) => l.args);
  const php = a.config.modules.some((m) => m.startsWith("php")) && !own;
  const cleared = names.findLastIndex((n) => /^disabled$/i.test(n));
  const all = names.slice(cleared + 1);
  return all.length || cleared >= 0 ? all : php ? ["index.php", "index.html"] : ["index.html"];
}

/** Options: a list without signs stands for itself, with signs it changes what was. */
export function listed(a: Ask): boolean {
  let on = false;
  for (const l of linesOf(a)) {
    if (l.name !== "options") continue;
    const plain = !l.args.some((o) => /^[+-]/.test(o));
    if (plain) on = l.args.some((o) => /^(indexes|all)$/i.test(o));
    else
      for (const o of l.args) {
        if (/^\+(indexes|all)$/i.test(o)) on = true;
        if (/^-(indexes|all)$/i.test(o)) on = false;
      }
  }
  return on;
}
