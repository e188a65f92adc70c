import type { BuildOptions } from "../../../api/build.ts";
import { ApiError, NotSimulated } from "../../../api/errors.ts";
import { parsePlatform } from "../../../api/platform.ts";
import { fullString, InvalidReference, parseNormalized } from "../../../reference/reference.ts";
import { parseRamBytes } from "../../../std/size.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { authFor, loadConfig } from "../../config/config.ts";
import type { Host } from "../../host.ts";
import { buildContext, namedContexts } from "./build-context.ts";
import { buildFailed, notWithThisDriver } from "./build-failed.ts";
import { type BuildOutput, buildOutputs } from "./build-output.ts";
import { buildSecrets } from "./build-secrets.ts";
import { requireDefault } from "./instances.ts";

/** What the flags and arguments ask of the builder, and where the result goes. */
export async function buildOptions(
  context: CommandContext,
): Promise<{ readonly options: BuildOptions; readonly outputs: readonly BuildOutput[] }> {
  const { flags, host } = context;
  refuseOthers(context);
  const secrets = buildSecrets(host, flags.list("secret"));
  const buildArgs = keyValuePairs(flags.list("build-arg"), host.env);
  const labels = keyValuePairs(flags.list("label"), undefined);
  const source = context.args[0] ?? "";
  if (source === "") {
    throw buildFailed('please specify build context (e.g. "." for the current directory)');
  }
  const tags = flags.list("tag").map(checkedTag);
  const outputs = buildOutputs(flags.list("output"), flags.bool("push"), flags.bool("load"));
  const push = outputs.some((o) => o.push);
  const names = [...tags, ...outputs.flatMap((o) => o.names.map(checkedTag))];
  if (push && names.length === 0) throw buildFailed("tag is needed when pushing to registry");
  const where = await buildContext(context, source);
  const { call } = callOf(context);
  const domain = tags[0] === undefined ? "docker.io" : parseNormalized(tags[0]).domain;
  const auth = authFor(loadConfig(host, context.globals), domain);
  const options: BuildOptions = {
    ...where,
    tags: names,
    buildArgs,
    labels,
    annotations: flags.list("annotation").map(checkedAnnotation),
    target: flags.string("target"),
    noCache: flags.bool("no-cache"),
    noCacheFilter: flags.list("no-cache-filter").flatMap((v) => v.split(",")),
    pull: flags.bool("pull"),
    platform: platformOf(flags.changed("platform") ? flags.list("platform") : defaultPlatform(host)),
    network: networkOf(flags.string("network")),
    secrets,
    namedContexts: namedContexts(host, flags.list("build-context")),
    addHosts: flags.list("add-host").map(checkedHost),
    shmSize: flags.string("shm-size") ? parseRamBytes(flags.string("shm-size")) : 0,
    ulimits: flags.list("ulimit"),
    check: call === "check",
    ...(call !== "check" && call !== "build" && { question: call }),
    cacheFrom: flags.list("cache-from"),
    cacheTo: flags.list("cache-to"),
    outputs: outputs.map((o) => o.kind),
    push,
    ...(auth && { auth }),
  };
  return { options, outputs };
}

/** Flags that the docker driver refuses, and those that Drydock leaves out. */
function refuseOthers(context: CommandContext): void {
  const { flags, host } = context;
  requireDefault(context);
  const attested = (name: string) => flags.changed(name) && !/^(false|disabled=true)$/.test(flags.string(name));
  if (flags.list("attest").some((a) => !a.includes("disabled=true")) || attested("sbom") || attested("provenance")) {
    throw notWithThisDriver("Attestation", "attestations");
  }
  if (flags.list("cache-to").some((c) => !/(^|,)type=inline(,|$)/.test(c))) {
    throw notWithThisDriver("Cache export", "build-cache-backends");
  }
  for (const word of flags.list("cache-from")) {
    if (/(^|,)type=local(,|$)/.test(word) && !/(^|,)src=/.test(word)) {
      throw buildFailed("local cache importer requires src");
    }
    if (/(^|,)type=registry(,|$)/.test(word) && !/(^|,)ref=/.test(word)) {
      throw buildFailed("registry cache importer requires ref");
    }
  }
  for (const entitlement of flags.list("allow")) {
    if (!/^(network\.host|security\.insecure|device|fs(\.read|\.write)?)(=|$)/.test(entitlement)) {
      throw buildFailed(`unknown entitlement ${entitlement}`);
    }
    if (entitlement === "security.insecure") {
      throw buildFailed(
        `failed to solve: granting entitlement ${entitlement} is not allowed by build daemon configuration`,
      );
    }
    if (entitlement.startsWith("device")) {
      throw new NotSimulated(`docker build --allow ${entitlement} is not simulated`);
    }
  }
  if (flags.bool("no-cache") && flags.list("no-cache-filter").length) {
    throw buildFailed("--no-cache and --no-cache-filter cannot currently be used together");
  }
  for (const word of flags.list("ssh")) if (word !== "") refuseAgent(host, word);
  if (flags.string("cgroup-parent")) throw new NotSimulated("docker build --cgroup-parent is not simulated");
}

/** `--call=outline,format=json`: what to do instead of building, and how to show it. */
export function callOf({ flags }: CommandContext): { readonly call: string; readonly format: string } {
  const asked = flags.changed("print") ? flags.string("print") : flags.string("call");
  const [name = "", ...more] = asked.split(",");
  const fields = name.includes("=") ? [name, ...more] : more;
  const format = fields.find((f) => f.startsWith("format="))?.slice("format=".length) ?? "";
  if (flags.bool("check") || name === "check" || name === "lint") return { call: "check", format };
  if (asked === "") return { call: "build", format };
  return { call: name.includes("=") ? "" : name, format };
}

/** A key as PEM has it. */
const PRIVATE_KEY = /^-----BEGIN ([A-Z ]*PRIVATE KEY)-----$[^]*^-----END \1-----$/m;

/** An agent or keys for RUN: what the real client refuses, and then that there is none here. */
function refuseAgent({ env, files }: CommandContext["host"], word: string): never {
  const at = word.indexOf("=");
  const id = at < 0 ? word : word.slice(0, at);
  const paths = at < 0 ? [] : word.slice(at + 1).split(",");
  const config = `failed to convert agent config {${id} [${paths.join(" ")}] false}`;
  if (paths.length === 0 && !env.get("SSH_AUTH_SOCK")) {
    throw buildFailed(`${config}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set`);
  }
  const asked = paths.length ? paths : [env.get("SSH_AUTH_SOCK") ?? ""];
  const failed = `${config}: failed to convert agent config for ID: "${id}"`;
  for (const path of asked) {
    if (!files.exists(path)) throw buildFailed(`${failed}: stat ${path}: no such file or directory`);
    const isKey = files.stat(path).kind !== "file" || PRIVATE_KEY.test(files.readText(path));
    if (!isKey) throw buildFailed(`${failed}: failed to parse key: ssh: no key found`);
  }
  throw new NotSimulated("docker build --ssh is not simulated");
}

/** `KEY=value`, or `KEY` for the value that the environment has, if it has one; without one to ask it is empty. */
export function keyValuePairs(words: readonly string[], env?: ReadonlyMap<string, string>): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    const key = at < 0 ? word : word.slice(0, at);
    if (key === "") throw new CliError(`ERROR: invalid key-value pair "${word}": empty key`);
    const value = at < 0 ? (env ? env.get(key) : "") : word.slice(at + 1);
    if (value !== undefined) pairs.set(key, value);
  }
  return pairs;
}

/** A tag in full, or what buildx says of one that is none. */
function checkedTag(tag: string): string {
  try {
    if (tag === "") throw new InvalidReference("repository name must have at least one component");
    return fullString(parseNormalized(tag));
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    const why = error.message.includes("must be lowercase") ? "repository name must be lowercase" : error.message;
    throw buildFailed(`invalid tag "${tag}": ${why}`);
  }
}

/** What a variable says for all commands that know platforms. */
function defaultPlatform(host: Host): string[] {
  const platform = host.env.get("DOCKER_DEFAULT_PLATFORM") ?? "";
  return platform === "" ? [] : [platform];
}

function platformOf(platforms: readonly string[]): string {
  const all = platforms.flatMap((p) => p.split(",")).map((p) => p.trim());
  if (all.length > 1) throw notWithThisDriver("Multi-platform build", "build-multi-platform");
  if (all[0] === undefined || all[0] === "") return "";
  try {
    return parsePlatform(all[0]);
  } catch (error) {
    throw error instanceof ApiError ? buildFailed(error.message) : error;
  }
}

function networkOf(network: string): string {
  if (["", "default", "none", "host"].includes(network)) return network || "default";
  throw buildFailed(
    `network mode "${network}" not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`,
  );
}

function checkedAnnotation(value: string): string {
  if (!value.includes("=")) throw buildFailed(`parse annotations: invalid annotation "${value}", expected key=value`);
  return value;
}

function checkedHost(value: string): string {
  if (!/^[^=:]+[=:].+$/.test(value)) throw buildFailed(`invalid host ${value}`);
  return value;
}
