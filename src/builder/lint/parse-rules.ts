import type { Instruction, InstructionOf } from "../dockerfile/instruction.ts";
import type { InstructionNode } from "../dockerfile/node.ts";
import type { Dockerfile } from "../dockerfile/parse.ts";
import { at, type Finding } from "./finding.ts";

/** What is found while the instructions are read one by one, those of stages that are not built too. */
export function* parseRules(read: readonly Instruction[]): Generator<Finding> {
  for (const i of read) {
    if (i.kind === "FROM") yield* fromRules(i);
    if (i.kind === "MAINTAINER") yield maintainer(i.node);
  }
}

export function maintainer(node: InstructionNode): Finding {
  return at(node, "MaintainerDeprecated", "Maintainer instruction is deprecated in favor of using label");
}

export function* emptyContinuations(file: Dockerfile): Generator<Finding> {
  for (const line of file.emptyContinuations)
    yield { rule: "NoEmptyContinuation", message: "Empty continuation line", start: line, end: line };
}

/** Instructions should be written alike: in the case that most are in, which is upper case when they tie. */
export function* casing(file: Dockerfile): Generator<Finding> {
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

/** Names of stages, once all instructions could be read. */
export function* stageNames(stages: readonly { readonly from: InstructionOf<"FROM"> }[]): Generator<Finding> {
  const names = new Set<string>();
  for (const { from } of stages) {
    if (from.stage === undefined) continue;
    if (from.stage === "scratch" || from.stage === "context") {
      yield at(
        from.node,
        "ReservedStageName",
        `Stage name should not use the same name as reserved stage "${from.stage}"`,
      );
    }
    if (names.has(from.stage))
      yield at(from.node, "DuplicateStageName", `Duplicate stage name "${from.stage}", stage names should be unique`);
    names.add(from.stage);
  }
}

function* fromRules(from: InstructionOf<"FROM">): Generator<Finding> {
  const [, keyword, written] = /\s(as)\s+(\S+)\s*$/i.exec(from.node.original) ?? [];
  if (keyword !== undefined && written !== undefined && from.stage !== undefined) {
    if (written !== written.toLowerCase())
      yield at(from.node, "StageNameCasing", `Stage name '${written}' should be lowercase`);
    const fromUpper = from.node.written === from.node.written.toUpperCase();
    const asUpper = keyword === keyword.toUpperCase();
    if (fromUpper !== asUpper)
      yield at(from.node, "FromAsCasing", `'${keyword}' and '${from.node.written}' keywords' casing do not match`);
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
