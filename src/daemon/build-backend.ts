import type { BuildBackend } from "../api/build.ts";
import { ApiError, StartFailed } from "../api/errors.ts";
import { fileSize } from "../filesystem/bytes.ts";
import { leaveDisk } from "../filesystem/cell.ts";
import { createTreeEditor } from "../filesystem/editor.ts";
import type { Credentials, Files } from "../filesystem/files.ts";
import type { Mount, MountNamespace, TreeCell } from "../filesystem/mounts.ts";
import { createNamespace } from "../filesystem/namespace.ts";
import type { Tree } from "../filesystem/node.ts";
import { parentPath } from "../filesystem/path.ts";
import { directory, file } from "../filesystem/tree.ts";
import { createFiles } from "../filesystem/view.ts";
import type { PidNamespace } from "../kernel/kernel.ts";
import type { NetworkNamespace } from "../kernel/network.ts";
import type { Found } from "../kernel/program-image.ts";
import { SIGNALS, statusCode } from "../kernel/signal.ts";
import type { Cancel } from "../std/cancel.ts";
import { Cancelled } from "../std/cancel.ts";
import { isErrno } from "../std/errno.ts";
import { DEFAULT_CAPABILITIES } from "./container/capabilities.ts";
import { findExecutable, spawnOrSay } from "./container/executable.ts";
import { rootFiles, sized } from "./container/mounts-start.ts";
import { processLimits } from "./container/resources.ts";
import { CREATE_FAILED } from "./container/start-refused.ts";
import { type RunUser, resolveUser } from "./container/user.ts";
import type { Daemon } from "./daemon.ts";
import { DEFAULT_PATH } from "./facts.ts";
import { newMac } from "./ids.ts";
import { buildHostsFile, extraHost, type HostLine } from "./network/hosts-file.ts";
import { parseResolvConf, resolvConf } from "./network/resolv-conf.ts";

type RunOptions = Parameters<BuildBackend["run"]>[0];

const SYSTEM_FILE: Omit<Mount, "target" | "source" | "subpath"> = {
  readOnly: false,
  fstype: "overlay",
  device: "overlay",
};

/** The builder's port to the daemon: images are the image room's, processes are run here. */
export async function createBuildBackend(d: Daemon): Promise<BuildBackend> {
  return {
    ...(await d.images.backend()),
    run: (options, cancel) => runStep(d, options, cancel),
    async fetch(options, cancel) {
      const { fetchURL } = await d.kernel.load(() => import("./build-fetch.ts"));
      return fetchURL(d, options, cancel);
    },
    now: () => d.kernel.now(),
    fork: (name, run) => void d.kernel.thread(`build ${name}`, run),
    createWaitQueue: () => d.kernel.createWaitQueue(),
  };
}

/**
 * Runs a build step's process on a tree, as BuildKit does: name spaces of its own, the system's mounts, /etc/hosts and
 * /etc/resolv.conf of the build, the step's mounts. Gives the tree as the process left it, without the places that were
 * made for mounts. Throws StartFailed when the program cannot be started.
 */
async function runStep(d: Daemon, options: RunOptions, cancel: Cancel): Promise<{ tree: Tree; statusCode: number }> {
  const { disk } = d.host.cell;
  const root: TreeCell = { tree: options.tree, base: options.tree, ...(disk ? { disk } : {}) };
  const pids = d.kernel.createPidNamespace();
  const { mounts, made } = mountStep(d, options, root, pids);
  const user = userOf(options);
  const env = environment(options.env, user.home);
  const cwd = options.cwd || "/";
  const credentials = { ...user.credentials, capabilities: DEFAULT_CAPABILITIES };
  const view = createFiles({ mounts, root: "/", cwd, credentials, umask: 0o022, now: () => d.kernel.now() });
  const found = findExecutable(view, options.args[0] ?? "", env.get("PATH"), CREATE_FAILED);
  const { network, leave } = joinNetwork(d, options.network);
  try {
    const code = await runProcess(d, options, { found, mounts, pids, network, credentials, env, cwd }, cancel);
    return { tree: withoutPlaces(options.tree, root.tree, made), statusCode: code };
  } finally {
    leaveDisk(root);
    leave();
  }
}

function userOf({ tree, user }: RunOptions): RunUser {
  try {
    return resolveUser(tree, user);
  } catch (e) {
    throw e instanceof ApiError ? new StartFailed(e.message, 126) : e;
  }
}

/** All mounts of a step, and the places that were made for them. */
function mountStep(
  d: Daemon,
  options: RunOptions,
  root: TreeCell,
  pids: PidNamespace,
): { mounts: MountNamespace; made: ReadonlySet<string> } {
  const made = new Set<string>();
  const system = d.kernel.systemMounts(pids).map((m) => (m.target === "/dev/shm" ? sized(m, options.shmSize) : m));
  const mounts = createNamespace([{ ...SYSTEM_FILE, target: "/", source: root, subpath: "/" }]);
  const files = rootFiles(d, mounts);
  const place = (target: string, folder: boolean) => {
    if (files.exists(target)) return;
    for (let at = target; at !== "/" && !files.exists(at); at = parentPath(at)) made.add(at);
    files.mkdirs(folder ? target : parentPath(target), 0o755);
    if (!folder) files.writeFile(target, "", 0o644);
  };
  for (const m of system) {
    place(m.target, true);
    mounts.mount(m);
  }
  const etc: TreeCell = { tree: etcFiles(d, options) };
  for (const name of ["hosts", "resolv.conf"]) {
    place(`/etc/${name}`, false);
    mounts.mount({ ...SYSTEM_FILE, target: `/etc/${name}`, source: etc, subpath: `/${name}` });
  }
  for (const m of options.mounts) {
    place(m.target, true);
    mounts.mount({ ...SYSTEM_FILE, target: m.target, source: m.cell, subpath: "/", readOnly: m.readOnly });
  }
  const cwd = options.cwd || "/";
  try {
    if (!files.exists(cwd)) files.mkdirs(cwd, 0o755);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const inTheWay = firstFile(files, cwd);
    throw new StartFailed(`${CREATE_FAILED}mkdir ${inTheWay}: ${e.strerror.toLowerCase()}`, 127);
  }
  return { mounts, made };
}

/** What is no folder on the way to a path. */
function firstFile(files: Files, path: string): string {
  let at = path;
  while (at !== "/" && (!files.exists(at) || files.stat(at).kind === "directory")) at = parentPath(at);
  return at;
}

function etcFiles(d: Daemon, options: RunOptions): Tree {
  const mtime = d.kernel.now();
  const gateway = d.networks.get(d.networkNames.get("bridge") ?? "")?.pool.gateway ?? "";
  const lines: HostLine[] = options.addHosts.map((h) => extraHost(h.replace("=", ":"), gateway));
  const host = d.host.files.exists("/etc/resolv.conf") ? d.host.files.readText("/etc/resolv.conf") : "";
  const none = { dns: [], search: [], options: [] };
  return directory(
    { mtime },
    {
      hosts: file(buildHostsFile(options.hostname, lines), { mtime }),
      "resolv.conf": file(resolvConf(parseResolvConf(host), none, "legacy"), { mtime }),
    },
  );
}

function environment(variables: readonly string[], home: string): Map<string, string> {
  const env = new Map([["PATH", DEFAULT_PATH]]);
  for (const v of variables) {
    const eq = v.indexOf("=");
    if (eq > 0) env.set(v.slice(0, eq), v.slice(eq + 1));
  }
  if (!env.has("HOME")) env.set("HOME", home);
  return env;
}

/** The network of a step: a place on the default bridge, the host's, or none. */
function joinNetwork(d: Daemon, mode: RunOptions["network"]): { network: NetworkNamespace; leave: () => void } {
  if (mode === "host") return { network: d.kernel.network.host, leave: () => {} };
  const network = d.kernel.network.createNamespace();
  const bridge = d.networks.get(d.networkNames.get("bridge") ?? "");
  const address = mode === "default" ? bridge?.pool.take() : undefined;
  if (!bridge?.bridge || address === undefined) return { network, leave: () => {} };
  const endpoint = bridge.bridge.connect(network, {
    interface: "eth0",
    mac: newMac(d.kernel.chance),
    address,
    prefixLength: bridge.pool.prefixLength,
    gateway: bridge.pool.gateway,
  });
  return {
    network,
    leave: () => {
      endpoint.disconnect();
      bridge.pool.release(address);
    },
  };
}

interface ProcessParts {
  readonly found: Found;
  readonly mounts: MountNamespace;
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  readonly credentials: Credentials;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
}

/** `nofile=1024:2048`; a limit alone is both. */
function ulimitOf(text: string): { Name: string; Soft: number; Hard: number } {
  const [Name = "", soft = "", hard = soft] = text.split(/[=:]/);
  return { Name, Soft: Number(soft), Hard: Number(hard) };
}

/** Runs it to its end; a cancelled build kills it. */
async function runProcess(d: Daemon, options: RunOptions, parts: ProcessParts, cancel: Cancel): Promise<number> {
  const { kernel } = d;
  const limits = { processes: processLimits(options.ulimits.map(ulimitOf)) };
  const sink = (stream: "stdout" | "stderr") =>
    kernel.createSink((chunk) => (chunk ? options.output(stream, chunk.slice()) : undefined));
  const fds = new Map([
    [0, kernel.nullDescription()],
    [1, sink("stdout")],
    [2, sink("stderr")],
  ]);
  try {
    const process = spawnOrSay(
      kernel,
      { argv: options.args, uts: { hostname: options.hostname, domainname: "" }, fds, limits, ...parts },
      fds.get(2),
      (text) => void options.output("stderr", text),
    );
    try {
      return statusCode(await process.exited(cancel));
    } catch (e) {
      if (e instanceof Cancelled) process.signal(SIGNALS.SIGKILL);
      throw e;
    }
  } finally {
    for (const description of fds.values()) description.release();
  }
}

/** The changed tree without what was made only to mount something on it, as far as nothing was put there. */
function withoutPlaces(before: Tree, after: Tree, made: ReadonlySet<string>): Tree {
  if (made.size === 0 || after === before) return after;
  const editor = createTreeEditor(after);
  for (const path of [...made].sort((a, b) => b.length - a.length)) {
    const node = editor.get(path);
    if (node?.kind === "directory" ? node.entries.size === 0 : node?.kind === "file" && fileSize(node) === 0) {
      editor.remove(path);
    }
  }
  return editor.finish();
}
