import { NotSimulated } from "../../api/errors.ts";
import { CliError } from "../command.ts";
import type { BakeTarget } from "./target.ts";

interface Override {
  readonly pattern: string;
  readonly key: string;
  /** Behind `args.` and the like. */
  readonly name: string;
  readonly value: string;
  readonly append: boolean;
}

/** `--set PATTERN.KEY[.NAME]=VALUE`, or `+=` to add to a list. */
function readOverride(word: string): Override {
  const at = word.indexOf("=");
  const append = word[at - 1] === "+";
  const left = at < 0 ? word : word.slice(0, append ? at - 1 : at);
  const [pattern = "", key = "", ...rest] = left.split(".");
  if (key === "") {
    throw new CliError(`ERROR: invalid override key ${left}, expected target.name`);
  }
  const byName = key === "args" || key === "labels" || key === "contexts";
  if (at < 0 && !byName) throw new CliError(`ERROR: invalid override ${word}, expected target.name=value`);
  return { pattern, key, name: rest.join("."), value: at < 0 ? "" : word.slice(at + 1), append };
}

const LISTS: Readonly<Record<string, keyof BakeTarget>> = {
  tags: "tags",
  "cache-from": "cacheFrom",
  "cache-to": "cacheTo",
  secrets: "secret",
  ssh: "ssh",
  platform: "platforms",
  output: "output",
  "no-cache-filter": "noCacheFilter",
  annotations: "annotations",
  attest: "attest",
  ulimits: "ulimits",
  entitlements: "entitlements",
};

const TEXTS: Readonly<Record<string, keyof BakeTarget>> = {
  context: "context",
  dockerfile: "dockerfile",
  target: "target",
  network: "network",
  "shm-size": "shmSize",
  call: "call",
};

/** Applies all `--set` words, in their order; a pattern that fits no target is a mistake. */
export function overrideTargets(targets: readonly BakeTarget[], words: readonly string[]): BakeTarget[] {
  const overrides = words.map(readOverride);
  for (const { pattern } of overrides) {
    if (!targets.some((t) => fits(pattern, t.name))) {
      throw new CliError(`ERROR: could not find any target matching '${pattern}'`);
    }
  }
  return targets.map((target) => {
    const changed = { ...target };
    const replaced = new Set<string>();
    for (const o of overrides) if (fits(o.pattern, target.name)) apply(changed, o, replaced);
    return changed;
  });
}

function fits(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(name);
}

/** Several settings of one list stand together; the first one takes the place of what the file says, unless it adds. */
function apply(target: BakeTarget, { key, name, value, append }: Override, replaced: Set<string>): void {
  const list = LISTS[key];
  const text = TEXTS[key];
  if (list !== undefined) {
    const before = append || replaced.has(key) ? ((target[list] as readonly string[] | undefined) ?? []) : [];
    replaced.add(key);
    Object.assign(target, { [list]: value === "" ? before : [...before, value] });
  } else if (text !== undefined) Object.assign(target, { [text]: value });
  else if (key === "args") target.args = { ...target.args, [name]: value };
  else if (key === "labels") target.labels = { ...target.labels, [name]: value };
  else if (key === "contexts") target.contexts = { ...target.contexts, [name]: value };
  else if (key === "no-cache") target.noCache = value === "true";
  else if (key === "pull") target.pull = value === "true";
  else if (key === "load" || key === "push" || key === "extra-hosts") {
    throw new NotSimulated(`docker buildx bake --set ${key} is not simulated`);
  } else throw new CliError(`ERROR: unknown key: ${key}`);
}
