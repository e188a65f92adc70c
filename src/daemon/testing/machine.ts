import type { ContainerConfig, ContainerCreateRequest, HostConfig } from "../../api/container.ts";
import { ApiError } from "../../api/errors.ts";
import type { ImageConfigFile } from "../../api/image.ts";
import type { EndpointSettings } from "../../api/network.ts";
import { binary } from "../../filesystem/binary.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import { createMountNamespace } from "../../filesystem/namespace.ts";
import { emptyTree, file, treeSize } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import { createKernel } from "../../kernel/create.ts";
import type { KernelHandle } from "../../kernel/kernel.ts";
import type { Program } from "../../kernel/process.ts";
import { createOpenRegistry } from "../../registry/open.ts";
import { NEVER } from "../../std/cancel.ts";
import { digestOf } from "../../std/digest.ts";
import { readAll } from "../../std/stream.ts";
import { decode } from "../../std/text.ts";
import { rfc3339Nano, SECOND } from "../../std/time.ts";
import { DEFAULT_HOST } from "../container/default-host.ts";
import { createDaemon, type DockerDaemon } from "../engine.ts";
import { EMPTY_CONFIG } from "../image/legacy-layers.ts";

const nothing = Promise.resolve();
const START = Date.UTC(2026, 0, 5, 9) * 1000;

/** What the test image's binaries do. */
const PROGRAMS: Record<string, Program> = {
  true: async () => 0,
  exit: async (p) => Number(p.argv[1]),
  sleep: async (p) => {
    await p.sleep(Number(p.argv[1]) * SECOND);
    return 0;
  },
  echo: async (p) => {
    await p.write(1, `${p.argv.slice(1).join(" ")}\n`);
    return 0;
  },
  printf: async (p) => {
    await p.write(1, p.argv[1] ?? "");
    return 0;
  },
  cat: async (p) => {
    if (p.argv[1]) {
      await p.write(1, p.files.readFile(p.argv[1]));
      return 0;
    }
    for (let c = await p.read(0); c; c = await p.read(0)) await p.write(1, c);
    return 0;
  },
  env: async (p) => {
    await p.write(1, [...p.env].map(([k, v]) => `${k}=${v}\n`).join(""));
    return 0;
  },
  id: async (p) => {
    const { uid, gid, groups } = p.credentials;
    await p.write(1, `${uid}:${gid} ${groups.join(",")} ${p.cwd}\n`);
    return 0;
  },
  touch: async (p) => {
    for (const path of p.argv.slice(1)) p.files.writeFile(path, "");
    return 0;
  },
  exists: async (p) => (p.argv.slice(1).every((path) => p.files.exists(path)) ? 0 : 1),
  rm: async (p) => {
    for (const path of p.argv.slice(1)) p.files.removeAll(path);
    return 0;
  },
  ls: async (p) => {
    await p.write(
      1,
      p.files
        .readdir(p.argv[1] ?? ".")
        .map((e) => `${e.name}\n`)
        .join(""),
    );
    return 0;
  },
  resolve: async (p) => {
    try {
      await p.write(1, `${(await p.resolve(p.argv[1] ?? "")).join(" ")}\n`);
      return 0;
    } catch {
      return 1;
    }
  },
  /** Ends with the given status on SIGTERM. */
  polite: async (p) => {
    p.onSignal(15, () => p.exit(Number(p.argv[1] ?? 0)));
    await p.sleep(3600 * SECOND);
    return 0;
  },
};

export interface TestDaemon {
  readonly kernel: KernelHandle;
  readonly engine: DockerDaemon;
  readonly files: ReturnType<typeof createFiles>;
  /** Calls the engine on a thread, runs the machine until the call is over, and gives its result. */
  ask<T>(question: (engine: DockerDaemon) => Promise<T>): Promise<T>;
  /** The message of the ApiError that the call ends with. */
  refused(question: (engine: DockerDaemon) => Promise<unknown>): Promise<string>;
  /** Lets simulated time pass; seconds. */
  pass(seconds: number): Promise<void>;
  create(name: string, argv: readonly string[], more?: Wish): Promise<string>;
  /** Creates and starts. */
  start(name: string, argv: readonly string[], more?: Wish): Promise<string>;
  /** Creates, attaches, starts, waits; what was printed on stdout, and the status. */
  run(name: string, argv: readonly string[], more?: Wish): Promise<{ output: string; status: number }>;
  exec(name: string, argv: readonly string[]): Promise<{ output: string; status: number }>;
  /** All events since the beginning: type, action, and the chosen attributes. */
  events(...attributes: string[]): Promise<string[]>;
}

export interface Wish {
  readonly config?: Partial<ContainerConfig>;
  readonly host?: Partial<HostConfig>;
  readonly networks?: Record<string, EndpointSettings>;
}

/** A kernel, a host and a daemon with one image, `box`. */
export async function testDaemon(image: Partial<ContainerConfig> = {}): Promise<TestDaemon> {
  const table = new Map(Object.entries(PROGRAMS).map(([name, p]) => [name, async () => p] as const));
  const kernel = createKernel({
    seed: "test",
    startTime: START,
    programs: table,
    pacer: { until: () => nothing, turn: () => nothing, wantsTurn: () => false, inputTime: (t) => t },
  });
  const cell = { tree: emptyTree(START) };
  const mounts = createMountNamespace(cell);
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    now: () => kernel.now(),
  });
  files.mkdirs("/etc");
  files.writeFile("/etc/resolv.conf", "nameserver 192.168.65.7\n");
  const hub = createOpenRegistry("docker.io");
  hub.push("library/box", "latest", testImage(image), undefined);
  const engine = createDaemon({
    kernel,
    registries: { get: (host) => (host === "docker.io" ? hub : undefined), lasting: [hub] },
    host: { files, mounts, cell, hostname: "drydock" },
  });

  async function ask<T>(question: (engine: DockerDaemon) => Promise<T>): Promise<T> {
    let outcome: { value: T } | { error: unknown } | undefined;
    kernel.thread("test", async () => {
      try {
        outcome = { value: await question(engine) };
      } catch (error) {
        outcome = { error };
      }
    });
    await kernel.run(() => outcome !== undefined);
    if (!outcome) throw new Error("the call never ended");
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  const create = (name: string, argv: readonly string[], more: Wish = {}) =>
    ask(async (e) => (await e.containerCreate(request(name, argv, more), NEVER)).Id);

  const machine: TestDaemon = {
    kernel,
    engine,
    files,
    ask,
    async refused(question) {
      try {
        await ask(question);
      } catch (e) {
        if (e instanceof ApiError) return e.message;
        throw e;
      }
      throw new Error("it was not refused");
    },
    pass: (seconds) => ask(async () => kernel.sleep(seconds * SECOND)),
    create,
    async start(name, argv, more) {
      const id = await create(name, argv, more);
      await ask((e) => e.containerStart(id, NEVER));
      return id;
    },
    run: (name, argv, more = {}) =>
      ask(async (e) => {
        const { Id } = await e.containerCreate(request(name, argv, more), NEVER);
        const streams = await e.containerAttach(Id, { stdin: false, stdout: true, stderr: true, logs: false }, NEVER);
        const wait = await e.containerWait(Id, "next-exit", NEVER);
        await e.containerStart(Id, NEVER);
        const output = decode(await readAll(streams.stdout));
        return { output, status: (await wait.response()).StatusCode };
      }),
    exec: (name, argv) =>
      ask(async (e) => {
        const config = {
          User: "",
          Privileged: false,
          Tty: false,
          AttachStdin: false,
          AttachStdout: true,
          AttachStderr: true,
          DetachKeys: "",
          Env: [],
          WorkingDir: "",
          Cmd: argv,
        };
        const { Id } = await e.execCreate(name, config, NEVER);
        const streams = await e.execStart(Id, { detach: false, tty: false }, NEVER);
        const output = streams ? decode(await readAll(streams.stdout)) : "";
        return { output, status: (await e.execInspect(Id, NEVER)).ExitCode ?? -1 };
      }),
    events: (...attributes) =>
      ask(async (e) => {
        const out: string[] = [];
        const options = { since: String(START / SECOND), until: String(kernel.now() / SECOND), filters: new Map() };
        for await (const event of e.events(options, NEVER)) {
          const more = attributes.flatMap((a) => event.Actor.Attributes[a] ?? []);
          out.push([event.Type, event.Action, ...more].join(" "));
        }
        return out;
      }),
  };
  await ask(async (e) => {
    for await (const _ of e.imagePull("docker.io/library/box:latest", { all: false, platform: "" }, NEVER));
  });
  return machine;
}

function testImage(config: Partial<ContainerConfig>) {
  const editor = createTreeEditor(emptyTree(START));
  for (const name of Object.keys(PROGRAMS)) editor.put(`/bin/${name}`, file(binary(name), { mode: 0o755 }));
  editor.put("/etc/passwd", file("root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n"));
  editor.put("/etc/group", file("root:x:0:\nann:x:1000:\nstaff:x:50:ann\n"));
  editor.put("/data/seed", file("seed\n"));
  const tree = editor.finish();
  const created = rfc3339Nano(START - 3600 * SECOND);
  const layer = { digest: digestOf("blob"), compressedSize: 1000, size: treeSize(tree), diffID: digestOf("diff") };
  const file_: ImageConfigFile = {
    architecture: "amd64",
    os: "linux",
    created,
    config: { Cmd: ["true"], Env: ["PATH=/bin"], ...config },
    rootfs: { type: "layers", diff_ids: [layer.diffID] },
    history: [{ created, created_by: "ADD box /" }],
  };
  return {
    digest: digestOf("manifest"),
    imageID: digestOf("image"),
    config: file_,
    layers: [layer],
    size: layer.size,
    trees: async () => [tree],
  };
}

/** What `docker create` sends for these. */
function request(name: string, argv: readonly string[], more: Wish = {}): ContainerCreateRequest {
  return {
    name,
    Config: { ...CONFIG, Cmd: argv.length ? [...argv] : null, ...more.config },
    HostConfig: { ...DEFAULT_HOST, ...more.host },
    NetworkingConfig: { EndpointsConfig: more.networks ?? {} },
  };
}

const CONFIG: ContainerConfig = { ...EMPTY_CONFIG, Image: "box", Labels: {} };
