import type { EngineView } from "../api/view.ts";

/** What holds of an engine at every moment, whatever was typed. Gives what does not hold. */
export function violations(view: EngineView): string[] {
  const wrong: string[] = [];
  const unique = (what: string, values: readonly string[]) => {
    const seen = new Set<string>();
    for (const v of values) {
      if (seen.has(v)) wrong.push(`${what} ${v} is there twice`);
      seen.add(v);
    }
  };
  unique(
    "container id",
    view.containers.map((c) => c.id),
  );
  unique(
    "container name",
    view.containers.map((c) => c.name),
  );
  unique(
    "image id",
    view.images.map((i) => i.id),
  );
  unique(
    "tag",
    view.images.flatMap((i) => i.tags),
  );
  unique(
    "volume",
    view.volumes.map((v) => v.name),
  );
  unique(
    "network id",
    view.networks.map((n) => n.id),
  );
  const live = view.containers.filter((c) => c.state === "running" || c.state === "paused");
  unique(
    "published port",
    live.flatMap((c) => c.ports.map((p) => `${p.hostIP}:${p.hostPort}/${p.protocol}`)),
  );
  for (const c of view.containers) {
    if (!view.images.some((i) => i.id === c.imageID)) wrong.push(`container ${c.name} has lost its image`);
    if (!live.includes(c) && c.networks.some((n) => n.address !== ""))
      wrong.push(`container ${c.name} keeps an address though it is ${c.state}`);
    if (c.autoRemove && c.state === "exited") wrong.push(`container ${c.name} was to be removed`);
  }
  for (const i of view.images) if (i.dangling !== (i.tags.length === 0)) wrong.push(`image ${i.id} is dangling or not`);
  const layers = new Map<string, number>();
  for (const l of view.images.flatMap((i) => i.layers)) {
    if ((layers.get(l.chainID) ?? l.size) !== l.size) wrong.push(`layer ${l.chainID} has two sizes`);
    layers.set(l.chainID, l.size);
  }
  return wrong;
}
