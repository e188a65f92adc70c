import type { Engine } from "../api/engine.ts";
import type { EngineView } from "../api/view.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Program } from "../kernel/process.ts";
import { clientHost } from "./client-host.ts";
import type { Host } from "./host.ts";
import { observe } from "./observe.ts";
import type { MachineOptions } from "./options.ts";
import type { MachineNotice } from "./types.ts";

const EMPTY_VIEW: EngineView = { containers: [], images: [], networks: [], volumes: [] };

/** The daemon, started when the first docker command runs, and the client program that talks to it. */
export interface EngineHolder {
  readonly program: Program;
  view(): EngineView;
  onView(fn: () => void): () => void;
  prefetch(): Promise<void>;
}

export interface EngineHolderOptions {
  readonly kernel: Kernel;
  readonly host: Host;
  readonly options: MachineOptions;
  notify(notice: MachineNotice): void;
}

export function createEngineHolder({ kernel, host, options, notify }: EngineHolderOptions): EngineHolder {
  type Daemon = Awaited<ReturnType<typeof start>>;
  let daemon: Daemon | undefined;
  let starting: Promise<Daemon> | undefined;
  const listeners = new Set<() => void>();

  /** The code of client and daemon, and the catalog: chunks of their own. */
  const code = () =>
    Promise.all([
      import("../daemon/engine.ts"),
      import("../registry/registries.ts"),
      import("../cli/main.ts"),
      import("../registry/nearest.ts"),
      typeof options.catalog === "function" ? options.catalog() : options.catalog,
    ]);

  async function start() {
    const [{ createDaemon }, { createRegistries }, { runDocker }, { nearestImage }, catalog] = await code();
    const registries = createRegistries({
      catalog,
      accounts: options.accounts ?? { verify: () => true },
      extra: options.registries ?? [],
      now: () => kernel.now(),
    });
    const daemonEngine = createDaemon({ kernel, registries, host });
    daemonEngine.onChange(() => {
      for (const fn of listeners) fn();
    });
    const engine: Engine = observe(daemonEngine, {
      notify,
      now: () => kernel.now(),
      nearest: (reference) => nearestImage(catalog, reference),
    });
    return { engine, runDocker, view: () => daemonEngine.view() };
  }

  const get = async () => {
    starting ??= start();
    daemon = await starting;
    return daemon;
  };

  return {
    async program(p) {
      const { engine, runDocker } = daemon ?? (await p.load(get));
      const client = clientHost(p, {
        tree: host.tree,
        onSecretInput: (open) => notify({ kind: "password-prompt", open }),
      });
      return runDocker(client, engine);
    },
    view: () => daemon?.view() ?? EMPTY_VIEW,
    onView(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    async prefetch() {
      await code();
    },
  };
}
