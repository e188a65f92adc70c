import { CliError } from "../command.ts";
import { type BakeDefinitions, type BakeGroup, type BakeTarget, mergeTargets } from "./target.ts";

/** What a bake is to build. */
export interface BakeSelection {
  /** `default` is what was asked for; groups that it names follow by themselves. */
  readonly groups: ReadonlyMap<string, Pick<BakeGroup, "targets">>;
  /** By name, with all that they inherit and the places' defaults. */
  readonly targets: ReadonlyMap<string, BakeTarget>;
}

/** The targets that the words name, one by one or by their groups; without a word `default`. */
export function selectTargets(definitions: BakeDefinitions, words: readonly string[]): BakeSelection {
  const groups = new Map<string, Pick<BakeGroup, "targets">>();
  const targets = new Map<string, BakeTarget>();
  const visit = (name: string, path: readonly string[]): void => {
    const group = definitions.groups.get(name);
    if (!group || path.includes(name)) {
      if (!targets.has(name)) targets.set(name, withDefaults(inherited(definitions.targets, name, [])));
      return;
    }
    if (path.length > 0 || name !== "default") groups.set(name, { targets: group.targets });
    for (const inner of group.targets) visit(inner, [...path, name]);
  };
  const asked = words.length ? words : ["default"];
  for (const name of asked) visit(name, []);
  for (const target of targets.values()) {
    for (const linked of linkedTargets(target)) {
      if (targets.has(linked)) continue;
      const made = withDefaults(inherited(definitions.targets, linked, []));
      targets.set(linked, { ...made, output: made.output ?? ["type=cacheonly"] });
    }
  }
  const named = asked.flatMap((n) => (n === "default" ? (definitions.groups.get(n)?.targets ?? [n]) : [n]));
  groups.set("default", { targets: sorted(named) });
  return { groups: new Map([...groups].sort(byName)), targets: new Map([...targets].sort(byName)) };
}

/** Targets that stand for a context of another one. */
function linkedTargets({ contexts }: BakeTarget): string[] {
  return Object.values(contexts ?? {}).flatMap((v) => (v.startsWith("target:") ? [v.slice("target:".length)] : []));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A target over those that it inherits from, the last one named above the others. */
function inherited(targets: BakeDefinitions["targets"], name: string, path: readonly string[]): BakeTarget {
  const target = targets.get(name);
  if (!target) throw new CliError(`ERROR: failed to find target ${name}`);
  let below: BakeTarget = { name };
  for (const parent of target.inherits ?? []) {
    if (path.includes(parent) || parent === name) continue;
    below = mergeTargets(below, { ...inherited(targets, parent, [...path, name]), name });
  }
  const { inherits: _, ...own } = target;
  return mergeTargets(below, own);
}

function withDefaults(target: BakeTarget): BakeTarget {
  return { ...target, context: target.context ?? ".", dockerfile: target.dockerfile ?? "Dockerfile" };
}
