import type { EngineView } from "../api/view.ts";
import type { Registry } from "../registry/registry.ts";

/**
 * The registries that containers run: `localhost:5000` is one while a running container of an image called registry
 * publishes that port. Its content, which `byContainer` holds, lasts as long as the container.
 */
export function runningRegistries(
  view: () => EngineView,
  open: (host: string) => Registry,
  byContainer: Map<string, Registry>,
): (host: string) => Registry | undefined {
  return (host) => {
    const port = /^(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)$/.exec(host)?.[1];
    if (port === undefined) return undefined;
    const container = view().containers.find(
      (c) =>
        c.state === "running" &&
        /(?:^|\/)registry(?::|@|$)/.test(c.image) &&
        c.ports.some((p) => String(p.hostPort) === port && p.port === 5000),
    );
    if (!container) return undefined;
    const known = byContainer.get(container.id) ?? open(host);
    byContainer.set(container.id, known);
    return known;
  };
}
