import type { BuildWarning } from "../../api/build.ts";
import type { InstructionNode } from "../dockerfile/node.ts";
import type { Dockerfile } from "../dockerfile/parse.ts";

/** What a rule found: the message that is printed behind its name. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export function at(node: InstructionNode, rule: string, message: string): Finding {
  return { rule, message, ...node.range };
}

/** What `# check=skip=RuleA,RuleB;error=true;experimental=all` asks for. */
export interface CheckDirective {
  /** Warnings fail the build. */
  readonly error: boolean;
  wants(rule: string): boolean;
}

/** Rules that are off unless they are asked for. */
const EXPERIMENTAL: readonly string[] = ["CopyIgnoredFile", "InvalidDefinitionDescription"];

export function checkDirective(text: string | undefined): CheckDirective {
  const list = (key: string) =>
    (text ?? "")
      .split(";")
      .map((part) => part.trim())
      .filter((part) => part.startsWith(`${key}=`))
      .flatMap((part) => part.slice(key.length + 1).split(","))
      .map((value) => value.trim());
  const skipped = list("skip");
  const experimental = list("experimental");
  return {
    error: list("error").includes("true"),
    wants(rule) {
      if (skipped.includes(rule) || skipped.includes("all")) return false;
      return !EXPERIMENTAL.includes(rule) || experimental.includes(rule) || experimental.includes("all");
    },
  };
}

/** A finding as the client is told of it. */
export function asWarning({ rule, message, start, end }: Finding, file: Dockerfile, name: string): BuildWarning {
  return {
    rule,
    message,
    description: message,
    url: `https://docs.docker.com/go/dockerfile/rule/${kebab(rule)}/`,
    file: name,
    line: start,
    source: file.source,
    start,
    end,
  };
}

function kebab(rule: string): string {
  return rule
    .replace(/JSON/, "Json")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase();
}
