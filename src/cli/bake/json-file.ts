import { Diagnostic } from "./hcl/diagnostic.ts";
import { expression } from "./hcl/expression.ts";
import { Scanner } from "./hcl/scanner.ts";
import type { Attribute, Block, Body, Expression } from "./hcl/syntax.ts";

/** A bake file in JSON: the same blocks, its texts templates. */
export function parseJsonFile(file: string, text: string): Body {
  const s = new Scanner(file, text);
  const whole = s.range(0, text.length);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const word = /[A-Za-z]+/.exec(text);
    if (word && !["true", "false", "null"].includes(word[0]) && !text.slice(0, word.index).includes('"')) {
      throw new Diagnostic(
        s.range(word.index, word.index + word[0].length),
        "Invalid JSON keyword",
        `${JSON.stringify(word[0])} is not a valid JSON keyword., and 2 other diagnostic(s)`,
      );
    }
    throw new Diagnostic(whole, "Invalid JSON", "The file is no JSON document.");
  }
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const [key, inner] of entries(value)) {
    if (["target", "group", "variable", "function"].includes(key)) {
      for (const [label, body] of entries(inner)) {
        blocks.push({
          type: key,
          labels: [{ text: label, range: whole }],
          open: whole,
          body: jsonBody(body, file, whole),
        });
      }
    } else attributes.set(key, { name: key, nameRange: whole, value: jsonExpression(inner, file, whole) });
  }
  return { attributes, blocks };
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function jsonBody(value: unknown, file: string, range: Block["open"]): Body {
  const attributes = new Map<string, Attribute>();
  for (const [name, inner] of entries(value)) {
    attributes.set(name, { name, nameRange: range, value: jsonExpression(inner, file, range) });
  }
  return { attributes, blocks: [] };
}

function jsonExpression(value: unknown, file: string, range: Block["open"]): Expression {
  if (typeof value === "string") return expression(new Scanner(file, quotedText(value)));
  if (Array.isArray(value)) return { kind: "list", items: value.map((v) => jsonExpression(v, file, range)), range };
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(
      ([k, v]) => [{ kind: "literal", value: k, range } as const, jsonExpression(v, file, range)] as const,
    );
    return { kind: "object", entries: pairs, range };
  }
  return { kind: "literal", value: typeof value === "number" || typeof value === "boolean" ? value : null, range };
}

/** A text as HCL quotes it: what stands in `${…}` stays as it is. */
function quotedText(value: string): string {
  const parts = value.split(/(\$\{[^}]*\})/);
  return `"${parts.map((p) => (p.startsWith("${") ? p : p.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r"))).join("")}"`;
}
