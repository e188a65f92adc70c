import { InvalidParameter, NotFound } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { Daemon } from "../daemon.ts";
import { acceptFilters, boolFilter, labelsMatch, matchesAny, valuesFor } from "../filters.ts";
import { findContainer } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";

const KNOWN = [
  "ancestor",
  "before",
  "exited",
  "expose",
  "health",
  "id",
  "is-task",
  "isolation",
  "label",
  "name",
  "network",
  "publish",
  "since",
  "status",
  "volume",
];
const STATES = ["created", "running", "paused", "restarting", "removing", "exited", "dead"];
const HEALTH = ["none", "starting", "healthy", "unhealthy"];

/** What `docker ps --filter` lets through. Throws InvalidParameter for filters and values that do not exist. */
export interface ListFilter {
  (record: ContainerRecord): boolean;
  /** A filter on states shows containers that do not run as well. */
  readonly showsAll: boolean;
}

export function listFilter(d: Daemon, filters: Filters): ListFilter {
  acceptFilters(filters, KNOWN);
  const values = (key: string) => valuesFor(filters, key);
  const states = values("status");
  for (const s of states) if (!STATES.includes(s)) throw badValue("status", s, "state", STATES);
  const health = values("health");
  for (const h of health) if (!HEALTH.includes(h)) throw badValue("health", h, "health", HEALTH);
  const exited = values("exited").map((code) => {
    if (!/^[+-]?\d+$/.test(code)) {
      throw new InvalidParameter(`invalid filter 'exited=${code}': strconv.Atoi: parsing "${code}": invalid syntax`);
    }
    return Number(code);
  });
  const isTask = boolFilter(filters, "is-task");
  const before = bound(d, values("before"));
  const since = bound(d, values("since"));
  const ancestors = values("ancestor");
  const images = new Set(ancestors.flatMap((a) => imageIDs(d, a)));
  const publish = values("publish").flatMap((p) => ports("publish", p));
  const expose = values("expose").flatMap((p) => ports("expose", p));
  const networks = values("network");
  const volumes = values("volume");
  const ids = values("id");
  const names = values("name").map((n) => (n.startsWith("/") ? n.slice(1) : n.startsWith("^/") ? `^${n.slice(2)}` : n));

  const passes = (c: ContainerRecord): boolean => {
    const { state } = c;
    if (states.length && !states.includes(state.status)) return false;
    if (exited.length && !(exited.includes(state.exitCode) && (state.status === "exited" || state.status === "dead"))) {
      return false;
    }
    if (health.length && !health.includes(c.health?.status ?? "none")) return false;
    if (ids.length && !ids.some((id) => c.id.startsWith(id))) return false;
    if (names.length && !matchesAny(c.name, names)) return false;
    if (!labelsMatch(c.config.Labels, values("label"))) return false;
    if (isTask === true) return false;
    if (before && c.serial >= before.serial) return false;
    if (since && c.serial <= since.serial) return false;
    if (ancestors.length && !descends(d, c, images)) return false;
    if (
      volumes.length &&
      !volumes.some((v) => c.mounts.some((m) => m.name === v || m.source === v || m.destination === v))
    ) {
      return false;
    }
    if (
      networks.length &&
      !networks.some((n) =>
        Object.entries(c.endpoints).some(
          ([name, e]) => name === n || (e.networkID !== "" && e.networkID.startsWith(n)),
        ),
      )
    ) {
      return false;
    }
    if (publish.length && !publish.some((p) => publishedAs(c, p))) return false;
    return !expose.length || expose.some((p) => Object.hasOwn(c.ports, p));
  };
  return Object.assign(passes, { showsAll: states.length > 0 || exited.length > 0 });
}

function badValue(key: string, value: string, what: string, known: readonly string[]): InvalidParameter {
  return new InvalidParameter(
    `invalid filter '${key}=${value}': invalid value for ${what} (${value}): must be one of ${known.join(", ")}`,
  );
}

/** The last container that was named. */
function bound(d: Daemon, names: readonly string[]): ContainerRecord | undefined {
  let out: ContainerRecord | undefined;
  for (const name of names) out = findContainer(d, name);
  return out;
}

/** `80`, `80/tcp`, `8000-8080/udp` as keys. */
function ports(key: string, text: string): string[] {
  const [range = "", protocol = "tcp"] = text.split("/");
  const [first = "", last = first] = range.split("-");
  for (const port of [first, last]) {
    if (/^\d+$/.test(port) && Number(port) <= 65535) continue;
    const why = /^\d+$/.test(port) ? "value out of range" : "invalid syntax";
    throw new InvalidParameter(
      `error while looking up for ${key} ${text}: strconv.ParseUint: parsing "${port}": ${why}`,
    );
  }
  const out: string[] = [];
  for (let p = Number(first); p <= Number(last); p++) out.push(`${p}/${protocol}`);
  return out;
}

/** `publish` goes by the host's port. */
function publishedAs(c: ContainerRecord, key: string): boolean {
  const [port, protocol] = key.split("/");
  return Object.entries(c.ports).some(
    ([inside, bindings]) => inside.endsWith(`/${protocol}`) && bindings?.some((b) => b.HostPort === port),
  );
}

/** The image's id; a reference that nobody has matches nothing. */
function imageIDs(d: Daemon, reference: string): string[] {
  try {
    return [d.images.find(reference).id];
  } catch (e) {
    if (e instanceof NotFound || e instanceof InvalidParameter) return [];
    throw e;
  }
}

/** Whether the container's image is one of these, or made upon one of them. */
function descends(d: Daemon, c: ContainerRecord, images: ReadonlySet<string>): boolean {
  return images.has(c.imageID) || d.images.ancestors(c.imageID).some((id) => images.has(id));
}
