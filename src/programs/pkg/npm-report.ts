import type { Process } from "../../kernel/process.ts";
import { took } from "./npm-messages.ts";
import type { InstallOptions } from "./npm-options.ts";
import type { Tree } from "./npm-tree.ts";

export async function report(
  p: Process,
  o: InstallOptions,
  since: number,
  added: number,
  removed: number,
  before: ReadonlyMap<string, string>,
  tree: Tree,
): Promise<void> {
  const count = (n: number) => `${n} package${n === 1 ? "" : "s"}`;
  const changed = o.global ? 0 : [...tree].filter(([at, v]) => before.has(at) && before.get(at) !== v.version).length;
  const parts = [
    added - changed > 0 ? `added ${count(added - changed)}` : "",
    removed > 0 ? `removed ${count(removed)}` : "",
    changed > 0 ? `changed ${count(changed)}` : "",
  ].filter(Boolean);
  const audited = o.audit && !o.global ? `audited ${count(tree.size + 1)}` : "";
  const head = parts.length
    ? `${parts.join(", ")}${audited ? `${parts.length > 0 ? ", and " : ""}${audited}` : ""} in ${took(p, since)}`
    : `up to date${audited ? `, ${audited}` : ""} in ${took(p, since)}`;
  const funding = [...tree.values()].filter((v) => v.funding).length;
  const fund =
    o.fund && funding > 0
      ? `\n${count(funding)} ${funding === 1 ? "is" : "are"} looking for funding\n  run \`npm fund\` for details\n`
      : "";
  await p.write(1, `\n${head}\n${fund}${audited ? "\nfound 0 vulnerabilities\n" : ""}`);
}
