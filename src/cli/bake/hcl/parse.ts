import { shownRange } from "./diagnostic.ts";
import { expression } from "./expression.ts";
import { Scanner } from "./scanner.ts";
import type { Attribute, Block, Body } from "./syntax.ts";

/** Reads an HCL file; the first mistake throws a Diagnostic. */
export function parseHcl(file: string, text: string): Body {
  const s = new Scanner(file, text);
  return body(s, false);
}

/** Arguments and blocks up to the end of the file or to a closing brace. */
function body(s: Scanner, inBlock: boolean): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    s.space(true);
    if (s.at >= s.text.length || (inBlock && s.starts("}"))) return { attributes, blocks };
    const name = s.identifier();
    if (!name) {
      s.fail(s.next(), "Argument or block definition required", "An argument or block definition is required here.");
    }
    s.space();
    if (s.starts("=") && !s.starts("==")) {
      addAttribute(s, name, attributes);
      s.space();
      if (s.at < s.text.length && !s.starts("\n")) {
        s.fail(s.next(), "Missing newline after argument", "An argument definition must end with a newline.");
      }
    } else blocks.push(block(s, name.text));
  }
}

function addAttribute(
  s: Scanner,
  name: { readonly text: string; readonly range: Attribute["nameRange"] },
  attributes: Map<string, Attribute>,
): void {
  const known = attributes.get(name.text);
  if (known) {
    s.fail(
      name.range,
      "Attribute redefined",
      `The argument "${name.text}" was already set at ${shownRange(known.nameRange)}. Each argument may be set only once.`,
    );
  }
  s.at++;
  s.space();
  attributes.set(name.text, { name: name.text, nameRange: name.range, value: expression(s) });
}

function block(s: Scanner, type: string): Block {
  const labels: { text: string; range: Attribute["nameRange"] }[] = [];
  for (;;) {
    s.space();
    if (s.starts("{")) break;
    const from = s.at;
    if (s.starts('"')) {
      const end = s.text.indexOf('"', s.at + 1);
      const text = s.text.slice(s.at + 1, end);
      s.at = end + 1;
      labels.push({ text, range: s.range(from) });
      continue;
    }
    const label = s.identifier();
    if (!label) {
      s.fail(
        s.next(),
        "Invalid block definition",
        'Either a quoted string block label or an opening brace ("{") is expected here.',
      );
    }
    labels.push(label);
  }
  const open = s.next();
  s.at++;
  s.space();
  const inner = s.starts("\n") || s.starts("}") ? body(s, true) : singleLine(s);
  if (!s.take("}")) {
    s.fail(
      open,
      "Unclosed configuration block",
      "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    );
  }
  return { type, labels, open, body: inner };
}

/** `variable "X" { default = 1 }`: one argument, closed on the same line. */
function singleLine(s: Scanner): Body {
  const attributes = new Map<string, Attribute>();
  const name = s.identifier();
  s.space();
  if (!name || !s.starts("=")) {
    s.fail(
      s.next(),
      "Invalid single-argument block definition",
      "A single-line block definition can contain only a single argument.",
    );
  }
  addAttribute(s, name, attributes);
  s.space();
  if (!s.starts("}")) {
    s.fail(
      s.next(),
      "Invalid single-argument block definition",
      "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
    );
  }
  return { attributes, blocks: [] };
}
