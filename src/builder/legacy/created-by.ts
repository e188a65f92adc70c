import { digestOf } from "../../std/digest.ts";
import { checksum } from "../checksum.ts";
import type { Source } from "../copy.ts";
import type { Instruction, InstructionOf } from "../dockerfile/instruction.ts";
import type { StageState } from "../state.ts";

type Copy = InstructionOf<"COPY"> | InstructionOf<"ADD">;

/** What the history says of an instruction that changes the configuration alone; to be asked after it was done. */
export function metadataText(state: StageState, instruction: Instruction): string {
  const said = state.draft.history.at(-1)?.created_by ?? "";
  switch (instruction.kind) {
    case "ARG":
      return `ARG ${instruction.args.map((a) => (a.value === undefined ? a.key : `${a.key}=${a.value}`)).join(" ")}`;
    case "EXPOSE":
      return `EXPOSE ${[...instruction.values].sort().join(" ")}`;
    case "HEALTHCHECK":
      return said.replace(/"|'\\x00'/g, (found) => (found === '"' ? "" : "0"));
    default:
      return said;
  }
}

/** The same of COPY and ADD: a sum stands for the files. A folder and several files have one of their own kind. */
export function copyText(instruction: Copy, sources: readonly Source[], destination: string): string {
  const [first] = sources;
  const sum = digestOf(sources.map((s) => `${s.name} ${checksum(s.node, false)}`).join("\n")).slice("sha256:".length);
  const kind = sources.length > 1 ? "multi" : first?.node.kind === "directory" ? "dir" : "file";
  const owner = instruction.chown === undefined ? "" : `--chown=${instruction.chown} `;
  return `${instruction.kind} ${owner}${kind}:${sum} in ${destination} `;
}
