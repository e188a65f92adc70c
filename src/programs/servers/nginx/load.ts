import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { errnoText } from "./errno.ts";
import { globPaths } from "./glob.ts";
import { buildConfig, type Config } from "./model.ts";
import { type Block, type ConfigFiles, parseConfig, rootBlock } from "./parse.ts";
import { splitPass } from "./target.ts";
import { ConfigError, type Place, placeText } from "./tokens.ts";
import { createUpstream, hostPort, type Upstream } from "./upstream.ts";
import { definedNames, isKnown, variablesIn } from "./variables.ts";

export interface Loaded {
  readonly config: Config;
  readonly passes: ReadonlyMap<string, Upstream>;
  /** The files in the order they were read, for `nginx -T`. */
  readonly read: ReadonlyMap<string, string>;
}

/** Reads and checks a configuration: `-g` directives, the file, its includes. Throws ConfigError. */
export async function loadConfig(p: Process, file: string, global: string): Promise<Loaded> {
  const read = new Map<string, string>();
  const open = (path: string, where: string): string => {
    try {
      const text = p.files.readText(path);
      read.set(path, text);
      return text;
    } catch (e) {
      if (!isErrno(e)) throw e;
      throw new ConfigError(`open() "${path}" failed (${errnoText(e.code)})${where}`);
    }
  };
  const files: ConfigFiles = {
    read: (path, place) => open(path, placeText(place)),
    glob: (pattern) => globPaths(p.files, pattern),
  };
  const root = rootBlock();
  if (global !== "") parseConfig(files, "", global, root);
  parseConfig(files, file, open(file, ""), root);
  const config = buildConfig(root);
  for (const upstream of config.upstreams.values()) await resolvePeers(p, upstream);
  const passes = new Map<string, Upstream>();
  const defined = definedNames(root);
  await walk(root, async (block) => {
    for (const d of block.directives) {
      if (d.name === "proxy_pass") await checkPass(p, d.args[0] ?? "", d.place, config, passes);
      if (!WITH_VARIABLES.has(d.name) || block.kind === "t" || block.kind === "M") continue;
      for (const name of d.args.flatMap(variablesIn))
        if (!isKnown(name, defined)) throw new ConfigError(`unknown "${name}" variable`);
    }
    if (block.kind === "s") checkReturn(block);
  });
  return { config, passes, read };
}

const WITH_VARIABLES = new Set(
  "root alias index return set try_files error_page add_header proxy_set_header proxy_pass access_log log_format auth_basic sub_filter expires".split(
    " ",
  ),
);

async function walk(block: Block, visit: (block: Block) => Promise<void>): Promise<void> {
  await visit(block);
  for (const d of block.directives) if (d.block) await walk(d.block, visit);
}

/** `return CODE`: a code is a number of at most three digits; what else stands there alone must be an address. */
function checkReturn(block: Block): void {
  for (const d of block.directives) {
    if (d.block) checkReturn(d.block);
    if (d.name !== "return") continue;
    const [code = "", text] = d.args;
    const isAddress = text === undefined && /^(https?:\/\/|\$scheme|\/)/.test(code);
    if (!isAddress && !/^\d{1,3}$/.test(code)) throw new ConfigError(`invalid return code "${code}"`, d.place);
  }
}

async function checkPass(
  p: Process,
  pass: string,
  place: Place,
  config: Config,
  passes: Map<string, Upstream>,
): Promise<void> {
  if (pass.startsWith("https://")) throw new ConfigError("drydock: proxy_pass to https is not simulated", place);
  if (pass.includes("$")) return;
  const split = splitPass(pass);
  if (!split) throw new ConfigError("invalid URL prefix", place);
  if (config.upstreams.has(split.name) || passes.has(split.name)) return;
  const { host, port } = hostPort(split.name, 80);
  const upstream = createUpstream([{ text: host, host, port, weight: 1, backup: false, addresses: [], place }]);
  await resolvePeers(p, upstream);
  passes.set(split.name, upstream);
}

async function resolvePeers(p: Process, upstream: Upstream): Promise<void> {
  for (const peer of upstream.peers) {
    try {
      peer.addresses = await p.resolve(peer.host);
    } catch (e) {
      if (!(e instanceof DnsError)) throw e;
      throw new ConfigError(`host not found in upstream "${peer.text}"`, peer.place);
    }
  }
}
