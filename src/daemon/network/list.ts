import { InvalidParameter } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { NetworkInspect } from "../../api/network.ts";
import type { Daemon } from "../daemon.ts";
import { acceptFilters, labelsMatch, matchesAny, valuesFor } from "../filters.ts";
import { inspectNetwork } from "./inspect.ts";
import { BUILT_IN } from "./kinds.ts";
import { allNetworks } from "./lookup.ts";
import type { NetworkRecord } from "./record.ts";

const KNOWN = ["dangling", "driver", "id", "label", "name", "scope", "type"];

/** The networks that pass the filters; a list names no containers. */
export function listNetworks(d: Daemon, filters: Filters): NetworkInspect[] {
  acceptFilters(filters, KNOWN);
  const dangling = danglingFilter(filters);
  const types = valuesFor(filters, "type");
  for (const type of types) {
    if (type !== "custom" && type !== "builtin") throw new InvalidParameter(`invalid filter: 'type'='${type}'`);
  }
  return allNetworks(d)
    .filter((n) => {
      if (!oneOf(n.driver, valuesFor(filters, "driver")) || !oneOf(n.scope, valuesFor(filters, "scope"))) return false;
      if (!matchesAny(n.name, valuesFor(filters, "name")) || !startsWithOne(n.id, valuesFor(filters, "id")))
        return false;
      if (!labelsMatch(n.labels, valuesFor(filters, "label"))) return false;
      if (types.length && !types.includes(n.builtIn ? "builtin" : "custom")) return false;
      return dangling === undefined || dangling === isDangling(n);
    })
    .map((n) => ({ ...inspectNetwork(d, n), Containers: {} }));
}

function oneOf(value: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function startsWithOne(value: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((w) => value.startsWith(w));
}

/** Not built in: the filter is asked before the list knows of containers, so a network in use passes as well. */
function isDangling(n: NetworkRecord): boolean {
  return !BUILT_IN.includes(n.name);
}

function danglingFilter(filters: Filters): boolean | undefined {
  const values = valuesFor(filters, "dangling");
  if (values.length === 0) return undefined;
  const [value] = values;
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new InvalidParameter(`invalid value for filter 'dangling', must be "true" (or "1"), or "false" (or "0")`);
}
