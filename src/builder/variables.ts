import { DockerfileError } from "./dockerfile/error.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import { type Expansion, expandWord, expandWords, WordError } from "./dockerfile/words.ts";
import { PLATFORM, type Platform, platformName } from "./platform.ts";

/** ARGs that need no declaration. */
const PREDEFINED = [
  "HTTP_PROXY",
  "http_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "FTP_PROXY",
  "ftp_proxy",
  "NO_PROXY",
  "no_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** ARGs that say for which platform is built; to be declared before they are used in a stage. */
export function platformArgs(target: Platform, stageName: string): ReadonlyMap<string, string> {
  return new Map([
    ["BUILDPLATFORM", platformName(PLATFORM)],
    ["BUILDOS", PLATFORM.os],
    ["BUILDARCH", PLATFORM.architecture],
    ["BUILDVARIANT", PLATFORM.variant],
    ["TARGETPLATFORM", platformName(target)],
    ["TARGETOS", target.os],
    ["TARGETARCH", target.architecture],
    ["TARGETVARIANT", target.variant],
    ["TARGETSTAGE", stageName || "default"],
  ]);
}

/** A stage's variables while its instructions are read: ENV covers ARG. */
export class Variables {
  private readonly args = new Map<string, string | undefined>();
  private readonly env = new Map<string, string>();
  /** ARGs that were given a value after the ENV of their name: the last one counts. */
  private readonly later = new Set<string>();

  constructor(
    private readonly buildArgs: ReadonlyMap<string, string>,
    private readonly meta: ReadonlyMap<string, string>,
    private readonly platform: ReadonlyMap<string, string>,
    env: readonly string[],
  ) {
    for (const line of env) {
      const at = line.indexOf("=");
      this.env.set(line.slice(0, at), line.slice(at + 1));
    }
  }

  /** A stage that goes on from this one: it has its variables. */
  child(): Variables {
    const copy = new Variables(this.buildArgs, this.meta, this.platform, this.envLines());
    for (const [k, v] of this.args) copy.args.set(k, v);
    for (const k of this.later) copy.later.add(k);
    return copy;
  }

  get(name: string): string | undefined {
    return (this.later.has(name) ? undefined : this.env.get(name)) ?? this.args.get(name);
  }

  /**
   * Declares an ARG: `--build-arg`, else its default, else what a global ARG or the platform says. Gives back its own value,
   * which a later ENV of that name covers.
   */
  declare(name: string, fallback: string | undefined): string | undefined {
    const value = this.buildArgs.get(name) ?? fallback ?? this.meta.get(name) ?? this.platform.get(name);
    this.args.set(name, value);
    if (value !== undefined) this.later.add(name);
    return value;
  }

  /** A declared ARG's own value. */
  argument(name: string): string | undefined {
    return this.args.get(name);
  }

  setEnv(name: string, value: string): void {
    this.env.set(name, value);
    this.later.delete(name);
  }

  has(name: string): boolean {
    return this.env.has(name) || this.args.has(name);
  }

  /** The declared ARGs as `NAME=value`, unset ones with nothing behind the sign, in order of declaration. */
  declared(): string[] {
    return [...this.args.keys()].map((k) => `${k}=${this.get(k) ?? ""}`);
  }

  names(): string[] {
    return [...this.env.keys(), ...this.args.keys()];
  }

  envLines(): string[] {
    return [...this.env].map(([k, v]) => `${k}=${v}`);
  }

  /** What a RUN sees: ENV, and the declared ARGs that have a value. */
  runEnvironment(): string[] {
    const lines = [...this.env.keys()].map((k) => `${k}=${this.get(k) ?? ""}`);
    for (const [k, v] of this.args) if (v !== undefined && !this.env.has(k)) lines.push(`${k}=${v}`);
    return lines;
  }

  /** What a RUN sees besides and what does not count for the cache: proxies that were given and not declared. */
  proxies(): string[] {
    return PREDEFINED.flatMap((k) => {
      const v = this.buildArgs.get(k);
      return v !== undefined && !this.has(k) ? [`${k}=${v}`] : [];
    });
  }

  expansion(escape: "\\" | "`", onUnset?: (name: string) => void): Expansion {
    return { get: (name) => this.get(name), escape, ...(onUnset ? { onUnset } : {}) };
  }
}

/** A word of an instruction with its variables in place; errors in the builder's words. */
export function expand(word: string, expansion: Expansion, instruction: Instruction): string {
  return named(word, instruction, () => expandWord(word, expansion));
}

export function expandSplit(word: string, expansion: Expansion, instruction: Instruction): string[] {
  return named(word, instruction, () => expandWords(word, expansion));
}

function named<T>(word: string, instruction: Instruction, read: () => T): T {
  try {
    return read();
  } catch (e) {
    if (e instanceof WordError)
      throw new DockerfileError(`failed to process ${JSON.stringify(word)}: ${e.message}`, instruction.node.range);
    throw e;
  }
}

/** What ARG and ENV set, for those who look ahead. */
export function declareVariables(variables: Variables, instruction: Instruction, expansion: Expansion): void {
  if (instruction.kind === "ARG") {
    for (const { key, value } of instruction.args)
      variables.declare(key, value === undefined ? undefined : expand(value, expansion, instruction));
  }
  if (instruction.kind === "ENV") {
    for (const { key, value } of instruction.pairs) variables.setEnv(key, expand(value, expansion, instruction));
  }
}
