import type { BuildOptions, BuildWarning } from "../api/build.ts";
import { lookup } from "../filesystem/tree.ts";
import { parseNormalized } from "../reference/reference.ts";
import { decode } from "../std/text.ts";
import { absolute } from "./copy.ts";
import { suggestion } from "./dockerfile/flags.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import type { InstructionNode } from "./dockerfile/node.ts";
import type { Dockerfile } from "./dockerfile/parse.ts";
import { type Expansion, expandWord, WordError } from "./dockerfile/words.ts";
import { globalArgs } from "./global-args.ts";
import { createMatcher, parseIgnore } from "./ignore.ts";
import type { Stage, StagedDockerfile } from "./stages.ts";
import { platformArgs } from "./variables.ts";

/** What a rule found: the message that is printed behind its name. */
interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const PLATFORM = platformArgs({ os: "linux", architecture: "amd64" }, "");

/** The build checks, in order of line. */
export function lint(
  file: Dockerfile,
  staged: StagedDockerfile | undefined,
  options: BuildOptions,
  name: string,
): BuildWarning[] {
  const { skipped, all } = skips(file.directives.check);
  if (all) return [];
  const findings: Finding[] = [...textRules(file)];
  if (staged) findings.push(...stageRules(staged, options));
  return findings
    .filter((f) => !skipped.has(f.rule))
    .sort((a, b) => a.start - b.start)
    .map(({ rule, message, start, end }) => ({
      rule,
      message,
      description: message,
      url: `https://docs.docker.com/go/dockerfile/rule/${kebab(rule)}/`,
      file: name,
      line: start,
      source: file.source,
      start,
      end,
    }));
}

/** `# check=skip=RuleA,RuleB;error=true`. */
function skips(directive: string | undefined): { skipped: ReadonlySet<string>; all: boolean } {
  const list =
    /skip=([^;]*)/
      .exec(directive ?? "")?.[1]
      ?.split(",")
      .map((r) => r.trim()) ?? [];
  return { skipped: new Set(list), all: list.includes("all") };
}

function kebab(rule: string): string {
  return rule
    .replace(/JSON/, "Json")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

function at(node: InstructionNode, rule: string, message: string): Finding {
  return { rule, message, ...node.range };
}

function* textRules(file: Dockerfile): Generator<Finding> {
  for (const line of file.emptyContinuations)
    yield { rule: "NoEmptyContinuation", message: "Empty continuation line", start: line, end: line };
  yield* casing(file);
}

/** Instructions should be written alike: in the case that most are in, which is upper case when they tie. */
function* casing(file: Dockerfile): Generator<Finding> {
  const upper = file.nodes.filter((n) => n.written === n.name).length;
  const lower = file.nodes.filter((n) => n.written === n.name.toLowerCase()).length;
  const wanted = upper >= lower ? "uppercase" : "lowercase";
  for (const n of file.nodes) {
    const good = wanted === "uppercase" ? n.name : n.name.toLowerCase();
    if (n.written !== good)
      yield at(
        n,
        "ConsistentInstructionCasing",
        `Command '${n.written}' should match the case of the command majority (${wanted})`,
      );
  }
}

function* stageRules(staged: StagedDockerfile, options: BuildOptions): Generator<Finding> {
  const names = new Set<string>();
  for (const stage of staged.stages) {
    yield* fromRules(stage, names);
  }
  yield* fromVariables(staged, options);
  for (const stage of staged.stages) {
    yield* instructionRules(staged, stage, options);
    yield* onceRules(stage);
  }
}

function* fromRules({ from }: Stage, names: Set<string>): Generator<Finding> {
  const [, keyword, written] = /\s(as)\s+(\S+)\s*$/i.exec(from.node.original) ?? [];
  if (keyword !== undefined && written !== undefined && from.stage !== undefined) {
    if (written !== written.toLowerCase())
      yield at(from.node, "StageNameCasing", `Stage name '${written}' should be lowercase`);
    const fromUpper = from.node.written === from.node.written.toUpperCase();
    const asUpper = keyword === keyword.toUpperCase();
    if (fromUpper !== asUpper)
      yield at(from.node, "FromAsCasing", `'${keyword}' and '${from.node.written}' keywords' casing do not match`);
    if (from.stage === "scratch" || from.stage === "context") {
      yield at(
        from.node,
        "ReservedStageName",
        `Stage name should not use the same name as reserved stage "${from.stage}"`,
      );
    }
    if (names.has(from.stage))
      yield at(from.node, "DuplicateStageName", `Duplicate stage name "${written}", stage names should be unique`);
    names.add(from.stage);
  }
  if (from.platform !== undefined) {
    if (/^\$\{?TARGETPLATFORM\}?$/.test(from.platform)) {
      yield at(
        from.node,
        "RedundantTargetPlatform",
        `Setting platform to predefined ${from.platform} in FROM is redundant as this is the default behavior`,
      );
    } else if (!from.platform.includes("$")) {
      yield at(
        from.node,
        "FromPlatformFlagConstDisallowed",
        `FROM --platform flag should not use constant value "${from.platform}"`,
      );
    }
  }
}

/** Variables in FROM: declared above, and with defaults that make a name. */
function* fromVariables(staged: StagedDockerfile, options: BuildOptions): Generator<Finding> {
  const escape = staged.file.directives.escape;
  const defaults = globalArgs(staged, new Map(), PLATFORM);
  const given = globalArgs(staged, options.buildArgs, PLATFORM);
  const declared = new Set([...staged.metaArgs.flatMap((i) => i.args.map((a) => a.key)), ...PLATFORM.keys()]);
  for (const { from } of staged.stages) {
    const byDefault = quietly(from.image, { get: (n) => defaults.get(n) ?? PLATFORM.get(n), escape });
    if (
      byDefault === undefined ||
      (byDefault !== from.image.toLowerCase() && !isName(byDefault)) ||
      !isName(byDefault)
    ) {
      yield at(
        from.node,
        "InvalidDefaultArgInFrom",
        `Default value for ARG ${from.image} results in empty or invalid base image name`,
      );
    }
    const unknown = new Set<string>();
    quietly(from.image, { get: (n) => given.get(n) ?? PLATFORM.get(n), escape, onUnset: (n) => unknown.add(n) });
    for (const n of unknown) {
      if (!declared.has(n))
        yield at(
          from.node,
          "UndefinedArgInFrom",
          `FROM argument '${n}' is not declared${suggestion(n, [...declared])}`,
        );
    }
  }
}

function isName(name: string): boolean {
  try {
    parseNormalized(name);
    return true;
  } catch {
    return false;
  }
}

function quietly(word: string, expansion: Expansion): string | undefined {
  try {
    return expandWord(word, expansion);
  } catch (e) {
    if (e instanceof WordError) return undefined;
    throw e;
  }
}

/** Of CMD, ENTRYPOINT and HEALTHCHECK only the last of a stage counts. */
function* onceRules(stage: Stage): Generator<Finding> {
  for (const kind of ["CMD", "HEALTHCHECK", "ENTRYPOINT"] as const) {
    const found = stage.instructions.filter((i) => i.kind === kind);
    for (const i of found.slice(0, -1)) {
      yield at(
        i.node,
        "MultipleInstructionsDisallowed",
        `Multiple ${kind} instructions should not be used in the same stage because only the last one will be used`,
      );
    }
  }
}

const SECRET = /(?:^|_)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:$|_)/i;
const PUBLIC = /(?:^|_)public(?:$|_)/i;

function* instructionRules(staged: StagedDockerfile, stage: Stage, options: BuildOptions): Generator<Finding> {
  const escape = staged.file.directives.escape;
  const known = new Map<string, string>([["PATH", ""]]);
  const ignored = ignoredBy(options);
  let shellSet = false;
  let absoluteWorkdir = false;
  for (const i of stage.instructions) {
    yield* undefinedVariables(i, known, escape);
    switch (i.kind) {
      case "ARG":
        for (const a of i.args) {
          known.set(a.key, a.value ?? "");
          if (SECRET.test(a.key) && !PUBLIC.test(a.key)) yield secret(i, "ARG", a.key);
        }
        break;
      case "ENV":
      case "LABEL":
        if (i.legacy)
          yield at(
            i.node,
            "LegacyKeyValueFormat",
            `"${i.kind} key=value" should be used instead of legacy "${i.kind} key value" format`,
          );
        if (i.kind === "ENV") {
          for (const p of i.pairs) {
            known.set(p.key, p.value);
            if (SECRET.test(p.key) && !PUBLIC.test(p.key)) yield secret(i, "ENV", p.key);
          }
        }
        break;
      case "SHELL":
        shellSet = true;
        break;
      case "CMD":
      case "ENTRYPOINT":
        if (i.command.form === "shell" && !shellSet) {
          yield at(
            i.node,
            "JSONArgsRecommended",
            `JSON arguments recommended for ${i.kind} to prevent unintended behavior related to OS signals`,
          );
        }
        break;
      case "WORKDIR": {
        const path = quietly(i.value, { get: (n) => known.get(n), escape }) ?? i.value;
        if (path.startsWith("/") || path.startsWith("$")) absoluteWorkdir = true;
        else if (!absoluteWorkdir)
          yield at(
            i.node,
            "WorkdirRelativePath",
            `Relative workdir "${path}" can have unexpected results if the base image changes`,
          );
        break;
      }
      case "MAINTAINER":
        yield at(i.node, "MaintainerDeprecated", "Maintainer instruction is deprecated in favor of using label");
        break;
      case "EXPOSE":
        for (const v of i.values)
          if (v.includes(":"))
            yield at(
              i.node,
              "ExposeInvalidFormat",
              `EXPOSE instruction should not define an IP address or host-port mapping, found '${v}'`,
            );
        for (const v of i.values)
          if (/\/.*[A-Z]/.test(v))
            yield at(i.node, "ExposeProtoCasing", `Defined protocol '${v}' in EXPOSE instruction should be lowercase`);
        break;
      case "COPY":
      case "ADD":
        if (i.from === undefined && ignored) {
          for (const s of i.sources) {
            const path = absolute(s).slice(1);
            if (path !== "" && !/[*?[]/.test(path) && !/^https?:/.test(s) && ignored(path)) {
              yield at(
                i.node,
                "CopyIgnoredFile",
                `Attempting to ${i.kind === "COPY" ? "Copy" : "Add"} file "${s}" that is excluded by .dockerignore`,
              );
            }
          }
        }
        break;
    }
  }
}

function secret(i: Instruction, kind: "ARG" | "ENV", key: string): Finding {
  return at(
    i.node,
    "SecretsUsedInArgOrEnv",
    `Do not use ARG or ENV instructions for sensitive data (${kind} "${key}")`,
  );
}

function ignoredBy(options: BuildOptions): ((path: string) => boolean) | undefined {
  const node = options.context && lookup(options.context, "/.dockerignore");
  if (node?.kind !== "file") return undefined;
  return createMatcher(parseIgnore(decode(node.data)));
}

/** Words of an instruction in which the builder puts variables in place. */
function wordsOf(i: Instruction): readonly string[] {
  switch (i.kind) {
    case "ENV":
    case "LABEL":
      return i.pairs.flatMap((p) => [p.key, p.value]);
    case "COPY":
    case "ADD":
      return [
        ...i.sources,
        i.destination,
        ...(i.chown === undefined ? [] : [i.chown]),
        ...(i.chmod === undefined ? [] : [i.chmod]),
      ];
    case "WORKDIR":
    case "USER":
    case "STOPSIGNAL":
      return [i.value];
    case "EXPOSE":
    case "VOLUME":
      return i.values;
    case "ARG":
      return i.args.flatMap((a) => (a.value === undefined ? [] : [a.value]));
    default:
      return [];
  }
}

function* undefinedVariables(
  i: Instruction,
  known: ReadonlyMap<string, string>,
  escape: "\\" | "`",
): Generator<Finding> {
  const unset = new Set<string>();
  const expansion: Expansion = { get: (n) => known.get(n) ?? PLATFORM.get(n), escape, onUnset: (n) => unset.add(n) };
  for (const word of wordsOf(i)) quietly(word, expansion);
  for (const n of unset) {
    const hint = suggestion(n, [...known.keys()]).replace("did you mean ", "did you mean $");
    yield at(i.node, "UndefinedVar", `Usage of undefined variable '$${n}'${hint}`);
  }
}
