import { parse, YAMLParseError } from "yaml";
import { NotSimulated } from "../../api/errors.ts";
import { CliError } from "../command.ts";
import { cleanPath } from "../lib/path.ts";
import type { Attribute, Block, Body, Expression } from "./hcl/syntax.ts";

/** Keys of a service's `build`, and what bake makes of them. */
const BUILD_KEYS: Readonly<Record<string, string>> = {
  context: "context",
  dockerfile: "dockerfile",
  dockerfile_inline: "dockerfile-inline",
  target: "target",
  network: "network",
  pull: "pull",
  no_cache: "no-cache",
  shm_size: "shm-size",
  platforms: "platforms",
  cache_from: "cache-from",
  cache_to: "cache-to",
  tags: "tags",
  args: "args",
  labels: "labels",
  additional_contexts: "contexts",
  extra_hosts: "extra-hosts",
};

const MAPS = ["args", "labels", "contexts", "extra-hosts"];

/** A Compose file as bake sees it: each service that is built is a target, and all of them are the group `default`. */
export function parseComposeFile(file: string, text: string, env: ReadonlyMap<string, string>): Body {
  const start = { line: 1, column: 1 };
  const range = { file, start, end: start };
  const literal = (value: unknown): Expression => {
    if (Array.isArray(value)) return { kind: "list", items: value.map(literal), range };
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return { kind: "literal", value: plain ? value : null, range };
  };
  const map = (value: unknown): Expression => ({
    kind: "object",
    entries: pairs(value, env).map(([k, v]) => [literal(k), literal(v)] as const),
    range,
  });
  const attribute = (name: string, value: Expression): [string, Attribute] => [name, { name, nameRange: range, value }];
  const block = (type: string, label: string, attributes: readonly [string, Attribute][]): Block => ({
    type,
    labels: [{ text: label, range }],
    open: range,
    body: { attributes: new Map(attributes), blocks: [] },
  });
  const blocks: Block[] = [];
  const names: string[] = [];
  for (const [name, service] of Object.entries(record(record(document(file, text, env))["services"]))) {
    const { build, image } = record(service);
    if (build === undefined) continue;
    names.push(name);
    const written = typeof build === "string" ? { context: build } : record(build);
    const attributes: [string, Attribute][] = [];
    for (const [key, value] of Object.entries(written)) {
      const field = BUILD_KEYS[key];
      if (field === undefined)
        throw new NotSimulated(`build.${key} of a compose file for docker bake is not simulated`);
      const plain = key === "context" ? contextPath(value) : value;
      attributes.push(attribute(field, MAPS.includes(field) ? map(value) : literal(plain)));
    }
    const tags = [...(typeof image === "string" ? [image] : []), ...list(written["tags"])];
    if (tags.length) attributes.push(attribute("tags", literal(tags)));
    blocks.push(block("target", name, attributes));
  }
  if (names.length) blocks.push(block("group", "default", [attribute("targets", literal(names))]));
  return { attributes: new Map(), blocks };
}

/** A folder is told without `./`. */
function contextPath(value: unknown): unknown {
  return typeof value === "string" && !value.includes("://") ? cleanPath(value) : value;
}

function document(file: string, text: string, env: ReadonlyMap<string, string>): unknown {
  try {
    return parse(interpolated(text, env)) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new CliError(`ERROR: failed to parse ${file}: yaml: ${error.message.split("\n")[0]}`);
  }
}

/** `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `$NAME`; `$$` is a `$`. */
function interpolated(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?)-([^}]*))?\})/g,
    (_, bare, braced, colon, word) => {
      const name: string | undefined = bare ?? braced;
      if (name === undefined) return "$";
      const value = env.get(name);
      return value === undefined || (colon === ":" && value === "") ? (word ?? "") : value;
    },
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A map, or a list of `KEY=value`; a KEY alone has the environment's value. */
function pairs(value: unknown, env: ReadonlyMap<string, string>): [string, unknown][] {
  if (!Array.isArray(value))
    return Object.entries(record(value)).map(([k, v]) => [k, v === null ? env.get(k) : String(v)]);
  return value.map(String).map((item) => {
    const at = item.indexOf("=");
    return at < 0 ? [item, env.get(item)] : [item.slice(0, at), item.slice(at + 1)];
  });
}
