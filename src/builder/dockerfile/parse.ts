import { DurationError, parseDuration } from "../../std/duration.ts";
import { DockerfileError, type LineRange, parseError } from "./error.ts";
import { readFlags, suggestion } from "./flags.ts";
import type { CommandLine, HealthcheckOptions, Instruction, KeyValue, RunMount } from "./instruction.ts";
import { type Directives, type DockerfileLines, splitLines } from "./lines.ts";
import { parseMount } from "./mount.ts";
import { type InstructionNode, jsonForm, readNode, splitWords } from "./node.ts";

export interface Dockerfile extends Omit<DockerfileLines, "lines"> {
  readonly nodes: readonly InstructionNode[];
  readonly source: string;
}

/** A Dockerfile's instructions, not yet read one by one: a mistake in one is found when the build comes to it. */
export function parseDockerfile(source: string): Dockerfile {
  const { directives, lines, emptyContinuations } = splitLines(source);
  const nodes = lines.map(readNode);
  // Pairs are cut before any instruction is understood: a mistake in them comes first, wherever it is.
  for (const node of nodes)
    if ((node.name === "ENV" || node.name === "LABEL") && node.rest !== "") splitPairs(node, directives.escape);
  return { directives, emptyContinuations, nodes, source };
}

const INSTRUCTIONS = [
  "ADD",
  "ARG",
  "CMD",
  "COPY",
  "ENTRYPOINT",
  "ENV",
  "EXPOSE",
  "FROM",
  "HEALTHCHECK",
  "LABEL",
  "MAINTAINER",
  "ONBUILD",
  "RUN",
  "SHELL",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
];

/**
 * Reads one instruction; throws DockerfileError with the builder's words. The engine's own front end knows no `--parents`:
 * that comes with a `# syntax=docker/dockerfile:1`.
 */
export function parseInstruction(node: InstructionNode, { escape, syntax }: Directives): Instruction {
  const fail = (message: string): never => {
    throw parseError(message, node.range);
  };
  const { rest } = node;
  switch (node.name) {
    case "FROM":
      return parseFrom(node);
    case "ARG": {
      readFlags(node, {});
      if (rest === "") fail("ARG requires at least one argument");
      const args = splitWords(rest, escape).map((word) => {
        const at = word.indexOf("=");
        if (at === 0) fail("ARG names can not be blank");
        return at < 0 ? { key: word, value: undefined } : { key: word.slice(0, at), value: word.slice(at + 1) };
      });
      return { kind: "ARG", node, args };
    }
    case "ENV":
    case "LABEL": {
      readFlags(node, {});
      if (rest === "") fail(`${node.name} requires at least one argument`);
      return { kind: node.name, node, ...parsePairs(node, escape) };
    }
    case "RUN": {
      const flags = readFlags(node, { mount: "list", network: "string" });
      const network = flags.string("network") ?? "default";
      if (network !== "default" && network !== "none" && network !== "host")
        return fail(`invalid network mode "${network}"`);
      return {
        kind: "RUN",
        node,
        command: commandLine(node),
        ...parseMounts(flags.list("mount"), node.range),
        network,
      };
    }
    case "COPY": {
      const flags = readFlags(node, {
        from: "string",
        chown: "string",
        chmod: "string",
        link: "bool",
        ...(syntax === undefined ? {} : { parents: "bool" as const }),
        exclude: "list",
      });
      return {
        kind: "COPY",
        node,
        ...sourcesOf(node),
        from: flags.string("from") || undefined,
        chown: flags.string("chown") || undefined,
        chmod: flags.string("chmod") || undefined,
        link: flags.bool("link"),
        parents: flags.bool("parents"),
        exclude: flags.list("exclude"),
      };
    }
    case "ADD": {
      const flags = readFlags(node, {
        chown: "string",
        chmod: "string",
        link: "bool",
        "keep-git-dir": "bool",
        checksum: "string",
        unpack: "bool",
        exclude: "list",
      });
      return {
        kind: "ADD",
        node,
        ...sourcesOf(node),
        from: undefined,
        chown: flags.string("chown") || undefined,
        chmod: flags.string("chmod") || undefined,
        link: flags.bool("link"),
        parents: false,
        exclude: flags.list("exclude"),
        checksum: flags.string("checksum"),
        keepGitDir: flags.bool("keep-git-dir"),
        unpack: flags.optionalBool("unpack"),
      };
    }
    case "WORKDIR":
    case "USER":
    case "STOPSIGNAL":
    case "MAINTAINER":
      readFlags(node, {});
      if (rest === "") fail(`${node.name} requires exactly one argument`);
      return { kind: node.name, node, value: rest };
    case "EXPOSE":
    case "VOLUME": {
      readFlags(node, {});
      const values = (node.name === "VOLUME" ? jsonForm(rest) : undefined) ?? splitSpace(rest);
      if (values.length === 0) fail(`${node.name} requires at least one argument`);
      if (node.name === "VOLUME" && values.some((v) => v.trim() === ""))
        fail("VOLUME specified can not be an empty string");
      return { kind: node.name, node, values };
    }
    case "CMD":
    case "ENTRYPOINT":
      readFlags(node, {});
      return { kind: node.name, node, command: commandLine(node) };
    case "SHELL": {
      readFlags(node, {});
      const words = jsonForm(rest);
      if (rest === "") return fail("SHELL requires at least one argument");
      if (!words) return fail("SHELL requires the arguments to be in JSON form");
      if (words.length === 0) return fail("SHELL requires at least one argument");
      return { kind: "SHELL", node, words };
    }
    case "HEALTHCHECK":
      return parseHealthcheck(node);
    case "ONBUILD": {
      readFlags(node, {});
      if (rest === "") fail("ONBUILD requires at least one argument");
      const trigger = (/^\S+/.exec(rest)?.[0] ?? "").toUpperCase();
      if (trigger === "ONBUILD") fail("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
      if (trigger === "MAINTAINER" || trigger === "FROM") fail(`${trigger} isn't allowed as an ONBUILD trigger`);
      return { kind: "ONBUILD", node, expression: node.original.replace(/^\s*\S+\s*/, "") };
    }
    default:
      return fail(`unknown instruction: ${node.written}${suggestion(node.written, INSTRUCTIONS)}`);
  }
}

function parseFrom(node: InstructionNode): Instruction {
  const flags = readFlags(node, { platform: "string" });
  const words = node.rest.split(/\s+/).filter((w) => w !== "");
  const named = words.length === 3 && words[1]?.toLowerCase() === "as";
  if (words.length !== 1 && !named) throw parseError("FROM requires either one or three arguments", node.range);
  const stage = named ? words[2]?.toLowerCase() : undefined;
  if (stage !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(stage)) {
    throw parseError(
      `invalid name for build stage: "${words[2]}", name can't start with a number or contain symbols`,
      node.range,
    );
  }
  return { kind: "FROM", node, image: words[0] ?? "", stage, platform: flags.string("platform") };
}

/** The exec form when what follows is a JSON array of strings, else the shell form with the text as it stands. */
function commandLine(node: InstructionNode): CommandLine {
  const words = jsonForm(node.rest);
  return words ? { form: "exec", words } : { form: "shell", text: node.rest, heredocs: node.heredocs };
}

/** `K=V …`, or the old `K V` with one pair. */
function splitPairs(node: InstructionNode, escape: string): { pairs: readonly KeyValue[]; legacy: boolean } {
  const words = splitWords(node.rest, escape);
  if (!words[0]?.includes("=")) {
    const m = /^(\S+)\s+([^]+)$/.exec(node.rest);
    if (!m) throw new DockerfileError(`${node.name} must have two arguments`, node.range);
    return { pairs: [{ key: m[1] ?? "", value: m[2] ?? "" }], legacy: true };
  }
  const pairs = words.map((word) => {
    const at = word.indexOf("=");
    if (at < 0)
      throw new DockerfileError(
        `Syntax error - can't find = in "${word}". Must be of the form: name=value`,
        node.range,
      );
    return { key: word.slice(0, at), value: word.slice(at + 1) };
  });
  return { pairs, legacy: false };
}

function parsePairs(node: InstructionNode, escape: string): ReturnType<typeof splitPairs> {
  const found = splitPairs(node, escape);
  if (found.pairs.some((p) => p.key === "")) throw parseError(`${node.name} names can not be blank`, node.range);
  return found;
}

/** The mounts of a RUN; a mistake in one is told of when the instruction's turn comes. */
function parseMounts(flags: readonly string[], range: LineRange): { mounts: RunMount[]; mistake?: DockerfileError } {
  try {
    return { mounts: flags.map((m) => parseMount(m, range)) };
  } catch (mistake) {
    if (!(mistake instanceof DockerfileError)) throw mistake;
    return { mounts: [], mistake };
  }
}

/** Words as white space parts them: quotes hold none together. */
function splitSpace(rest: string): string[] {
  return rest.split(/\s+/).filter((w) => w !== "");
}

function sourcesOf(node: InstructionNode) {
  const words = jsonForm(node.rest) ?? splitSpace(node.rest);
  if (words.length < 2) {
    throw parseError(
      `${node.name} requires at least two arguments, but only one was provided. Destination could not be determined`,
      node.range,
    );
  }
  // `<<NAME` words stand for the here-documents.
  const sources = words.slice(0, -1).filter((w) => node.heredocs.length === 0 || !/^<</.test(w));
  return { sources, heredocs: node.heredocs, destination: words.at(-1) ?? "" };
}

const CHECK_FLAGS = {
  interval: "string",
  timeout: "string",
  "start-period": "string",
  "start-interval": "string",
  retries: "string",
} as const;

function parseHealthcheck(node: InstructionNode): Instruction {
  const fail = (message: string): never => {
    throw parseError(message, node.range);
  };
  if (node.rest === "" && node.flags.length === 0) fail("HEALTHCHECK requires at least one argument");
  const m = /^(\S+)\s*([^]*)$/.exec(node.rest);
  const type = (m?.[1] ?? "").toUpperCase();
  const rest = m?.[2] ?? "";
  const noOptions = {
    interval: undefined,
    timeout: undefined,
    startPeriod: undefined,
    startInterval: undefined,
    retries: undefined,
  };
  if (type === "NONE") {
    if (rest !== "") fail("HEALTHCHECK NONE takes no arguments");
    return { kind: "HEALTHCHECK", node, check: "none", options: noOptions };
  }
  const flags = readFlags(node, CHECK_FLAGS);
  if (type !== "CMD") fail(`Unknown type "${m?.[1]?.toUpperCase() ?? ""}" in HEALTHCHECK (try CMD)`);
  if (rest === "") fail("Missing command after HEALTHCHECK CMD");
  const span = (flag: string): number | undefined => {
    const text = flags.string(flag);
    if (text === undefined) return undefined;
    try {
      const span = parseDuration(text);
      if (span !== 0 && span < 1e6) return fail(`Interval "${flag}" cannot be less than 1ms`);
      return span;
    } catch (e) {
      if (e instanceof DurationError) return fail(e.message);
      throw e;
    }
  };
  const retries = flags.string("retries") || undefined;
  if (retries !== undefined && /^-\d+$/.test(retries)) fail(`--retries cannot be negative (${retries})`);
  if (retries !== undefined && !/^\d+$/.test(retries)) fail(`strconv.ParseInt: parsing "${retries}": invalid syntax`);
  const options: HealthcheckOptions = {
    interval: span("interval"),
    timeout: span("timeout"),
    startPeriod: span("start-period"),
    startInterval: span("start-interval"),
    retries: retries === undefined ? undefined : Number(retries),
  };
  const words = jsonForm(rest);
  if (words?.length === 0) fail("Missing command after HEALTHCHECK CMD");
  return {
    kind: "HEALTHCHECK",
    node,
    check: words ? { form: "exec", words } : { form: "shell", text: rest, heredocs: [] },
    options,
  };
}
