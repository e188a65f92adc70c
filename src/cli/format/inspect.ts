import { NotSimulated } from "../../api/errors.ts";
import { CliError, type CommandContext } from "../command.ts";
import { errorText } from "../errors.ts";
import { jsonOf, jsonText } from "./go/json.ts";
import { type GoType, type GoValue, goValue, JSON_ANY } from "./go/value.ts";
import { parse } from "./rows.ts";
import type { MissingKey } from "./template/evaluate.ts";
import { executeTemplate } from "./template/exec.ts";
import { DOCKER_FUNCTIONS } from "./template/functions.ts";
import { TemplateError } from "./template/tokens.ts";

/** An object as the API answered it, with its Go type. `fallback` off: a template sees the typed value only. */
export interface Inspected {
  readonly type: GoType;
  readonly value: unknown;
  readonly fallback: boolean;
  /** Its JSON where that is not the typed value's: what a template falls back on … */
  readonly raw?: unknown;
  /** … and what is printed without one, over several lines with an indent or on one line. */
  readonly text?: (indent: string) => string;
}

/** Status of a template that cannot be parsed. */
const BAD_TEMPLATE = 64;

/**
 * `inspect` of any noun: fetches each reference, prints those found (as indented JSON, or through a template) and then all
 * errors, one a line.
 *
 * A template runs on the typed object first. Where that fails it runs on the plain JSON instead, in which a missing key is
 * an error; from then on it is one for typed objects too.
 */
export async function inspectEach(
  context: CommandContext,
  references: readonly string[],
  format: string,
  get: (reference: string) => Promise<Inspected>,
): Promise<number> {
  const template = format === "" || format === "json" ? undefined : parse(format, BAD_TEMPLATE);
  const errors: string[] = [];
  const indent = format === "json" ? "" : "    ";
  const found: string[] = [];
  let printed = "";
  let missingKey: MissingKey = "default";
  for (const reference of references) {
    let object: Inspected;
    try {
      object = await get(reference);
    } catch (error) {
      if (error instanceof NotSimulated) throw error;
      errors.push(errorText(error));
      continue;
    }
    const value = goValue(object.type, object.value);
    if (!template) {
      found.push(object.text?.(indent) ?? jsonText(jsonOf(value), indent));
      continue;
    }
    const run = (data: GoValue): string => `${executeTemplate(template, data, DOCKER_FUNCTIONS, missingKey)}\n`;
    try {
      try {
        printed += run(value);
      } catch (error) {
        if (!(error instanceof TemplateError) || !object.fallback) throw error;
        missingKey = "error";
        printed += run(goValue(JSON_ANY, object.raw ?? jsonOf(value)));
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      errors.push(`template parsing error: ${error.message}`);
    }
  }
  const { stdout } = context.host;
  if (template) await stdout.print(printed || "\n");
  else await stdout.print(`${listText(found, indent)}\n`);
  if (errors.length) throw new CliError(errors.join("\n"), 1);
  return 0;
}

function listText(objects: readonly string[], indent: string): string {
  if (objects.length === 0) return "[]";
  if (indent === "") return `[${objects.join(",")}]`;
  return `[\n${objects.map((o) => indent + o.replaceAll("\n", `\n${indent}`)).join(",\n")}\n]`;
}
