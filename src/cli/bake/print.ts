import { csvRecord } from "../lib/csv.ts";
import type { BakeSelection } from "./select.ts";
import type { BakeDefinitions, BakeTarget } from "./target.ts";

/** What `bake --print` shows: groups and targets as JSON. */
export function printSelection({ groups, targets }: BakeSelection): string {
  const shown = {
    group: Object.fromEntries([...groups].map(([name, g]) => [name, { targets: g.targets }])),
    target: Object.fromEntries([...targets].map(([name, t]) => [name, shownTarget(t)])),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** A target's fields in the order in which bake writes them; those without a value are left out. */
function shownTarget(t: BakeTarget): Record<string, unknown> {
  const all: Record<string, unknown> = {
    description: t.description,
    annotations: t.annotations,
    attest: t.attest?.map(attestFields),
    context: t.context,
    contexts: sortedMap(t.contexts),
    dockerfile: t.dockerfile,
    "dockerfile-inline": escaped(t.dockerfileInline),
    args: sortedMap(t.args),
    labels: sortedMap(t.labels),
    tags: t.tags,
    "cache-from": t.cacheFrom?.map(cacheFields),
    "cache-to": t.cacheTo?.map(cacheFields),
    target: t.target,
    secret: t.secret?.map(fields),
    ssh: t.ssh?.map(agent),
    platforms: t.platforms,
    output: t.output?.map(outputFields),
    pull: t.pull || undefined,
    "no-cache": t.noCache || undefined,
    network: t.network,
    "no-cache-filter": t.noCacheFilter,
    "shm-size": t.shmSize,
    ulimits: t.ulimits,
    call: t.call,
    entitlements: t.entitlements,
    "extra-hosts": sortedMap(t.extraHosts),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, v]) => v !== undefined && v !== "" && !(Array.isArray(v) && v.length === 0)),
  );
}

/** What would be read as a template again gets its `$` twice. */
function escaped(text: string | undefined): string | undefined {
  return text?.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

function sortedMap(map: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length ? Object.fromEntries(entries.map(([k, v]) => [k, escaped(v) ?? ""])) : undefined;
}

/** `type=secret,id=x` as its parts. */
function fields(text: string): Record<string, string> {
  const pairs = csvRecord(text).map((f) => {
    const at = f.indexOf("=");
    return at < 0 ? [f, ""] : [f.slice(0, at), f.slice(at + 1)];
  });
  return Object.fromEntries(pairs.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

function attestFields(text: string): Record<string, unknown> {
  const { disabled, ...rest } = fields(text);
  return disabled === undefined ? rest : { disabled: disabled === "true", ...rest };
}

function cacheFields(text: string): Record<string, string> {
  return text.includes("=") ? fields(text) : { ref: text, type: "registry" };
}

function outputFields(text: string): Record<string, string> {
  if (text.includes("=")) return fields(text);
  return text === "-" ? { dest: "-", type: "tar" } : { dest: text, type: "local" };
}

function agent(text: string): Record<string, unknown> {
  const at = text.indexOf("=");
  return at < 0 ? { id: text } : { id: text.slice(0, at), paths: text.slice(at + 1).split(",") };
}

/** `--list=targets`. */
export function listTargets({ groups, targets }: BakeDefinitions, json: boolean): string {
  const rows = [
    ...[...targets.values()].map((t) => ({ name: t.name, description: t.description ?? "", group: false })),
    ...[...groups.values()].map((g) => ({
      name: g.name,
      description: g.description || g.targets.toSorted().join(", "),
      group: true,
    })),
  ]
    .filter((r) => !r.name.startsWith("_"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (json) {
    const shown = rows.map((r) => ({
      name: r.name,
      ...(r.description && { description: r.description }),
      ...(r.group && { group: true }),
    }));
    return `${JSON.stringify(shown, null, 2)}\n`;
  }
  return table(["TARGET\tDESCRIPTION", ...rows.map((r) => `${r.name}\t${r.description}`)]);
}

/** `--list=variables`. */
export function listVariables({ variables }: BakeDefinitions, json: boolean): string {
  const rows = variables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (json) {
    const shown = rows.map((v) => ({
      name: v.name,
      ...(v.description && { description: v.description }),
      ...(v.type && { type: v.type }),
      ...(v.value !== "<null>" && { value: v.value }),
    }));
    return `${JSON.stringify(shown, null, 2)}\n`;
  }
  const lines = rows.map((v) => `${v.name}\t${v.type}\t${v.value}\t${v.description}`);
  return table(["VARIABLE\tTYPE\tVALUE\tDESCRIPTION", ...lines]);
}

/** Columns of whole tab stops, as bake lays them out. */
function table(lines: readonly string[]): string {
  const rows = lines.map((l) => l.split("\t"));
  const stops = (rows[0] ?? []).map((_, i) => Math.ceil((Math.max(...rows.map((r) => r[i]?.length ?? 0)) + 1) / 8) * 8);
  const cell = (text: string, i: number, last: boolean) =>
    last ? text : text + "\t".repeat(Math.ceil(((stops[i] ?? 8) - text.length) / 8));
  return rows.map((r) => `${r.map((c, i) => cell(c, i, i === r.length - 1)).join("")}\n`).join("");
}
