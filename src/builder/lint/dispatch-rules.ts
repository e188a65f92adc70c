import type { BuildOptions } from "../../api/build.ts";
import { lookup } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { absolute } from "../copy.ts";
import { suggestion } from "../dockerfile/flags.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import type { Expansion } from "../dockerfile/words.ts";
import { createMatcher, isArchive, parseIgnore } from "../ignore.ts";
import type { StageState } from "../state.ts";
import { at, type Finding } from "./finding.ts";
import { quietly } from "./from-rules.ts";

/** What the rules remember of the stage that they are in. */
export interface StageMemory {
  /** The last CMD, ENTRYPOINT and HEALTHCHECK: only the last of each counts. */
  readonly last: Map<string, Instruction>;
}

const SECRET = /(?:^|_)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:$|_)/i;
const PUBLIC = /(?:^|_)public(?:$|_)/i;

/** What is found of an instruction of a stage that is built, with the stage as it is before it. */
export function* dispatchRules(
  i: Instruction,
  state: StageState,
  memory: StageMemory,
  expansion: Expansion,
  options: BuildOptions,
): Generator<Finding> {
  yield* undefinedVariables(i, state, expansion);
  switch (i.kind) {
    case "ARG":
      for (const a of i.args) if (isSecret(a.key)) yield secret(i, "ARG", a.key);
      break;
    case "LABEL":
      if (i.legacy) yield legacy(i);
      break;
    case "ENV":
      if (i.legacy) yield legacy(i);
      for (const p of i.pairs) if (isSecret(p.key)) yield secret(i, "ENV", p.key);
      break;
    case "CMD":
    case "ENTRYPOINT":
      if (i.command.form === "shell" && !state.draft.config.Shell?.length) {
        yield at(
          i.node,
          "JSONArgsRecommended",
          `JSON arguments recommended for ${i.node.written} to prevent unintended behavior related to OS signals`,
        );
      }
      yield* once(i, memory);
      break;
    case "HEALTHCHECK":
      yield* once(i, memory);
      break;
    case "WORKDIR": {
      const path = quietly(i.value, expansion) ?? i.value;
      if (!path.startsWith("/") && !state.workdirSet) {
        yield at(
          i.node,
          "WorkdirRelativePath",
          `Relative workdir "${path}" can have unexpected results if the base image changes`,
        );
      }
      break;
    }
    case "EXPOSE":
      yield* exposed(i, expansion);
      break;
    case "COPY":
    case "ADD":
      if (i.from === undefined) yield* ignoredSources(i, options);
      break;
  }
}

function legacy({ kind, node }: Instruction): Finding {
  const message = `"${kind} key=value" should be used instead of legacy "${kind} key value" format`;
  return at(node, "LegacyKeyValueFormat", message);
}

function* once(i: Instruction, { last }: StageMemory): Generator<Finding> {
  const before = last.get(i.kind);
  last.set(i.kind, i);
  if (!before) return;
  yield at(
    before.node,
    "MultipleInstructionsDisallowed",
    `Multiple ${i.kind} instructions should not be used in the same stage because only the last one will be used`,
  );
}

type Ported = Extract<Instruction, { readonly values: readonly string[] }>;

function* exposed(i: Ported, expansion: Expansion): Generator<Finding> {
  const words = i.values.map((v) => quietly(v, expansion) ?? v);
  for (const word of words) {
    if (!word.includes(":")) continue;
    const what = "EXPOSE instruction should not define an IP address or host-port mapping";
    yield at(i.node, "ExposeInvalidFormat", `${what}, found '${word}'`);
  }
  for (const word of words) {
    if (!/\/.*[A-Z]/.test(word)) continue;
    yield at(i.node, "ExposeProtoCasing", `Defined protocol '${word}' in EXPOSE instruction should be lowercase`);
  }
}

function* ignoredSources(i: Extract<Instruction, { kind: "COPY" | "ADD" }>, options: BuildOptions): Generator<Finding> {
  const ignored = ignoredBy(options);
  if (!ignored) return;
  for (const s of i.sources) {
    const path = absolute(s).slice(1);
    if (path === "" || /[*?[]/.test(path) || /^https?:/.test(s) || !ignored(path)) continue;
    const verb = i.kind === "COPY" ? "Copy" : "Add";
    yield at(i.node, "CopyIgnoredFile", `Attempting to ${verb} file "${s}" that is excluded by .dockerignore`);
  }
}

function isSecret(key: string): boolean {
  return SECRET.test(key) && !PUBLIC.test(key);
}

function secret(i: Instruction, kind: "ARG" | "ENV", key: string): Finding {
  return at(
    i.node,
    "SecretsUsedInArgOrEnv",
    `Do not use ARG or ENV instructions for sensitive data (${kind} "${key}")`,
  );
}

function ignoredBy(options: BuildOptions): ((path: string) => boolean) | undefined {
  const node = options.context && !isArchive(options) ? lookup(options.context, "/.dockerignore") : undefined;
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
    case "VOLUME":
      return i.values;
    case "ARG":
      return i.args.flatMap((a) => (a.value === undefined ? [] : [a.value]));
    default:
      return [];
  }
}

function* undefinedVariables(i: Instruction, state: StageState, expansion: Expansion): Generator<Finding> {
  const unset = new Set<string>();
  const noting = { ...expansion, onUnset: (name: string) => unset.add(name) };
  for (const word of wordsOf(i)) quietly(word, noting);
  if (i.kind === "COPY" || i.kind === "ADD") {
    for (const h of i.heredocs) if (!h.quoted) quietly(h.content, { ...noting, document: true });
  }
  for (const n of unset) {
    if (n === "PATH" || state.variables.has(n)) continue;
    const hint = suggestion(n, state.variables.names()).replace("did you mean ", "did you mean $");
    yield at(i.node, "UndefinedVar", `Usage of undefined variable '$${n}'${hint}`);
  }
}
