import type { BuildAnswer, OutlineItem, TargetItem } from "../api/build.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import { PLATFORM } from "./platform.ts";
import type { Stage, StagedDockerfile } from "./stages.ts";
import type { StageState } from "./state.ts";
import { platformArgs } from "./variables.ts";

type Outline = Extract<BuildAnswer, { kind: "outline" }>;

/** Gathers what the stages of a build take, instruction by instruction. */
export interface OutlineDraft {
  note(instruction: Instruction, state: StageState): void;
  finish(target: Stage): Outline;
}

/** `meta`: the global ARGs and their values; `stages`: those that are needed. */
export function createOutline(
  staged: StagedDockerfile,
  meta: ReadonlyMap<string, string>,
  stages: readonly Stage[],
  source: string,
): OutlineDraft {
  const args = new Map<string, OutlineItem>();
  const secrets = new Map<string, OutlineItem>();
  const ssh = new Map<string, OutlineItem>();
  const predefined = platformArgs(PLATFORM, "");
  const globals = new Map<string, OutlineItem>();
  for (const { args: declared, node } of staged.metaArgs) {
    for (const { key } of declared) globals.set(key, item(source, key, meta.get(key), node.range));
  }
  /** A global ARG is told of where it is used, and those that its default names. */
  const useGlobal = (name: string): void => {
    const found = globals.get(name);
    if (!found || args.get(name) === found) return;
    args.set(name, found);
    for (const { args: declared } of staged.metaArgs) {
      for (const { key, value = "" } of declared) if (key === name) for (const n of namesIn(value)) useGlobal(n);
    }
  };
  return {
    note(instruction, state) {
      const { range } = instruction.node;
      if (instruction.kind === "ARG") {
        for (const { key, value } of instruction.args) {
          if (value === undefined && globals.has(key)) useGlobal(key);
          else if (!predefined.has(key)) args.set(key, item(source, key, state.variables.argument(key), range));
        }
      }
      if (instruction.kind !== "RUN") return;
      for (const mount of instruction.mounts) {
        const kept = mount.type === "secret" ? secrets : mount.type === "ssh" ? ssh : undefined;
        const id = mount.id ?? (mount.type === "ssh" ? "default" : (mount.target?.split("/").pop() ?? ""));
        kept?.set(id, { name: id, ...(mount.required && { required: true }), lines: range });
      }
    },
    finish(target) {
      for (const { from } of stages)
        for (const name of namesIn(`${from.image} ${from.platform ?? ""}`)) useGlobal(name);
      const description = target.name && commentOf(source, target.from.node.range.start, target.name);
      return {
        kind: "outline",
        ...(target.name === undefined ? {} : { name: target.name }),
        ...(description ? { description } : {}),
        args: [...args.values()].sort((a, b) => a.lines.start - b.lines.start),
        secrets: [...secrets.values()],
        ssh: [...ssh.values()],
        source,
      };
    },
  };
}

/** The stages that can be built, the last one where nothing else is said. */
export function targetsOf({ stages }: StagedDockerfile, source: string): BuildAnswer {
  const targets = stages.map(({ name, from }, i): TargetItem => {
    const description = name && commentOf(source, from.node.range.start, name);
    return {
      ...(name === undefined ? {} : { name }),
      ...(i === stages.length - 1 && { default: true }),
      ...(description ? { description } : {}),
      base: from.image,
      lines: from.node.range,
    };
  });
  return { kind: "targets", targets, source };
}

function item(source: string, name: string, value: string | undefined, lines: OutlineItem["lines"]): OutlineItem {
  const description = commentOf(source, lines.start, name);
  return { name, ...(description && { description }), ...(value !== undefined && { value }), lines };
}

/** What the comment above a line says of a name: the line of it that begins with the name. */
function commentOf(source: string, line: number, name: string): string | undefined {
  const lines = source.split("\n");
  for (let at = line - 2; at >= 0; at--) {
    const comment = /^\s*#\s*(.*?)\s*$/.exec(lines[at] ?? "")?.[1];
    if (comment === undefined) return undefined;
    if (comment.startsWith(`${name} `)) return comment.slice(name.length + 1);
  }
  return undefined;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name);
}
