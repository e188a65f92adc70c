import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { errnoText } from "./errno.ts";
import { globPaths } from "./glob.ts";
import { buildConfig, type Config } from "./model.ts";
import { type Block, type ConfigFiles, type Directive, parseConfig, rootBlock } from "./parse.ts";
import { splitPass } from "./target.ts";
import { ConfigError, type Place, placeText } from "./tokens.ts";
import { singleUpstream, type Upstream } from "./upstream.ts";
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
      if (d.name === "proxy_pass") {
        checkPlace(block, d);
        await checkPass(p, d.args[0] ?? "", d.place, config, passes);
      }
      if (d.name === "user" && !knownUser(p, d.args[0] ?? ""))
        throw new ConfigError(`getpwnam("${d.args[0]}") failed`, d.place);
      if (d.name === "access_log") checkFormat(config, d);
      if (!WITH_VARIABLES.has(d.name) || block.kind === "t" || block.kind === "M") continue;
      for (const name of d.args.flatMap(variablesIn))
        if (!isKnown(name, defined)) throw new ConfigError(`unknown "${name}" variable`);
    }
    if (block.kind === "s") checkReturn(block);
  });
  return { config, passes, read };
}

/** Where the path is not known beforehand, none can be put in place of it. */
function checkPlace(block: Block, d: Directive): void {
  const path = splitPass(d.args[0] ?? "")?.path;
  const open =
    block.kind === "i" || block.parent?.kind === "l"
      ? !/^(?:=|\^~)?\//.test(block.args.join(""))
      : /^[~@]/.test(block.args[0] ?? "");
  if (path !== undefined && open && !d.args[0]?.includes("$"))
    throw new ConfigError(
      '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside "if" statement, or inside "limit_except" block',
      d.place,
    );
}

const knownUser = (p: Process, name: string) =>
  p.files
    .readText("/etc/passwd")
    .split("\n")
    .some((line) => line.startsWith(`${name}:`));

function checkFormat(config: Config, d: Directive): void {
  const [path, format = "combined"] = d.args;
  if (path === "off" || /^(?:combined$|buffer=|gzip|flush=|if=)/.test(format)) return;
  if (!config.http?.directives.some((e) => e.name === "log_format" && e.args[0] === format))
    throw new ConfigError(`unknown log format "${format}"`, d.place);
}

const WITH_VARIABLES = new Set(
  "if root alias index return set try_files error_page add_header proxy_set_header proxy_pass access_log log_format auth_basic sub_filter expires".split(
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
  if (!split) throw new ConfigError(pass === "http://" ? 'no host in upstream ""' : "invalid URL prefix", place);
  if (config.upstreams.has(split.name) || passes.has(split.name)) return;
  const upstream = singleUpstream(split.name, [], place);
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
