import type { Engine } from "../api/engine.ts";
import type { EngineView } from "../api/view.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Program } from "../kernel/process.ts";
import type { Registries, Registry } from "../registry/registry.ts";
import type { Host } from "./host.ts";
import { observe } from "./observe.ts";
import type { MachineOptions } from "./options.ts";
import { serveRegistries } from "./registry-server.ts";
import { runningRegistries } from "./running-registries.ts";
import type { SavedEngine } from "./snapshot/saved.ts";
import type { MachineNotice } from "./types.ts";

/** What it takes the client to come up. */
const CLIENT_START = 40_000;

const EMPTY_VIEW: EngineView = { containers: [], images: [], networks: [], volumes: [] };

/** The daemon, started when the first docker command runs, and the client program that talks to it. */
export interface EngineHolder {
  readonly program: Program;
  /** What containers of the image `registry` run. */
  readonly registry: Program;
  view(): EngineView;
  onView(fn: () => void): () => void;
  prefetch(): Promise<void>;
  /** Of the engine's state and the host's files; undefined before the first docker command. */
  digest(): string | undefined;
  /** Gives what takes the engine's state, at the moment when it is called; undefined before the first docker command. */
  saver(): Promise<(() => Promise<SavedEngine>) | undefined>;
  /** Starts the daemon with a saved state: before anything else runs. */
  restore(saved: SavedEngine): Promise<void>;
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
      import("../registry/open.ts"),
      import("./snapshot/secrets.ts"),
      import("./client-host.ts"),
    ]);

  /** What the registries that containers run hold, by container id. */
  const byContainer = new Map<string, Registry>();
  let registriesHere: Promise<Registries> | undefined;
  const registries = () => {
    registriesHere ??= code().then(([, { createRegistries }, , , catalog, { createOpenRegistry }]) => {
      const running = runningRegistries(() => daemon?.view() ?? EMPTY_VIEW, createOpenRegistry, byContainer);
      return createRegistries({
        catalog,
        accounts: options.accounts ?? { verify: () => true },
        extra: options.registries ?? [],
        running,
      });
    });
    return registriesHere;
  };
  serveRegistries(kernel, options.registries ?? [], registries);

  async function start() {
    const [{ createDaemon }, , { runDocker }, { nearestImage }, catalog, , { withoutSecrets }, { clientHost }] =
      await code();
    const daemonEngine = createDaemon({
      kernel,
      registries: await registries(),
      host,
      withoutSecrets,
      builder: async (backend) => (await import("../builder/create.ts")).createBuilder(backend),
    });
    daemonEngine.onChange(() => {
      for (const fn of listeners) fn();
    });
    const engine: Engine = observe(daemonEngine, {
      notify,
      now: () => kernel.now(),
      nearest: (reference) => nearestImage(catalog, reference),
    });
    return { engine, runDocker, clientHost, daemonEngine, view: () => daemonEngine.view() };
  }

  const get = async () => {
    starting ??= start();
    daemon = await starting;
    return daemon;
  };

  return {
    async registry(p) {
      const { registryProgram } = await p.load(() => import("./registry-program.ts"));
      // A container's host name is the beginning of its id, unless it was given one.
      const registryOf = async (hostname: string) => {
        const all = daemon?.view().containers ?? [];
        const here =
          all.find((c) => c.id.startsWith(hostname)) ??
          all.find((c) => c.state === "running" && /(?:^|\/)registry(?::|@|$)/.test(c.image));
        if (!here) return undefined;
        const { createOpenRegistry } = await import("../registry/open.ts");
        const known =
          byContainer.get(here.id) ??
          createOpenRegistry(`localhost:${here.ports.find((c) => c.port === 5000)?.hostPort ?? 5000}`);
        byContainer.set(here.id, known);
        return known;
      };
      return registryProgram(registryOf)(p);
    },
    async program(p) {
      const { engine, runDocker, clientHost } = daemon ?? (await p.load(get));
      await p.sleep(CLIENT_START);
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
    digest: () => daemon?.daemonEngine.digest(),
    async saver() {
      if (!daemon) return undefined;
      const { saveEngine } = await import("./snapshot/engine.ts");
      return saveEngine(await daemon.daemonEngine.saver(), await registries(), byContainer);
    },
    async restore(saved) {
      const { restoreRegistries } = await import("./snapshot/engine.ts");
      restoreRegistries(saved.registries, await registries(), byContainer);
      const { daemonEngine } = await get();
      await daemonEngine.restore(saved.daemon);
    },
  };
}
