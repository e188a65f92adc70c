import type { Filters } from "../api/filters.ts";
import type { EventMessage } from "../api/system.ts";

/** Actions with a detail behind a colon: asked for by their first word, they match by prefix. */
const DETAILED = ["health_status", "exec_create", "exec_start"];

/** Kinds of object that a filter names by id or name, as a prefix. */
const OBJECTS = ["daemon", "container", "plugin", "volume", "network", "node", "service", "secret", "config"];

/**
 * Whether an event passes: the values of one key are or-ed, the keys and the labels and-ed; keys that are no event
 * filter are ignored.
 */
export function eventMatches(event: EventMessage, filters: Filters): boolean {
  if (filters.size === 0) return true;
  const { ID: id, Attributes: attributes } = event.Actor;
  const exact = (key: string, ...values: string[]) => {
    const wanted = filters.get(key);
    return !wanted?.length || values.some((v) => wanted.includes(v));
  };
  const prefix = (key: string, ...values: string[]) => {
    const wanted = filters.get(key);
    return !wanted?.length || values.some((v) => wanted.some((w) => v.startsWith(w)));
  };
  const fuzzyAction = filters.get("event")?.some((e) => DETAILED.includes(e)) ?? false;
  const image = attributes[event.Type === "image" ? "name" : "image"] ?? "";
  return (
    (fuzzyAction ? prefix("event", event.Action) : exact("event", event.Action)) &&
    exact("type", event.Type) &&
    exact("scope", event.scope) &&
    OBJECTS.every((key) => prefix(key, id, attributes["name"] ?? "")) &&
    exact("image", id, image, withoutTag(id), withoutTag(image)) &&
    (filters.get("label") ?? []).every((l) => hasLabel(attributes, l))
  );
}

/** `busybox:latest` → `busybox`; the port of a registry is no tag. */
function withoutTag(name: string): string {
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}

/** `key` or `key=value`, as the label filters of every list read them. */
export function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const eq = wanted.indexOf("=");
  if (eq < 0) return Object.hasOwn(labels, wanted);
  return labels[wanted.slice(0, eq)] === wanted.slice(eq + 1);
}
