import type { AndOr, CommandNode, CompoundList, PipelineNode, Redirection, Statement } from "unbash";
import type { ShellFunction } from "./shell.ts";

/** A function as bash's `declare -f` writes it. */
export function showFunction(fn: ShellFunction): string {
  const text = fn.unit.text;
  const body = fn.body.type === "BraceGroup" ? node(text, fn.body, 0) : `{ \n    ${node(text, fn.body, 4)}\n}`;
  return `${fn.name} () \n${body}\n`;
}

const pad = (indent: number) => " ".repeat(indent);

/** Statements on lines of their own; `end` is what stands behind the last one. */
function list(text: string, body: CompoundList, indent: number, end: string): string {
  return body.commands
    .map((s, i) => pad(indent) + statement(text, s, indent, i === body.commands.length - 1 ? end : ";"))
    .join("\n");
}

function statement(text: string, s: Statement, indent: number, end: string): string {
  const line = node(text, s.command, indent);
  return s.background ? `${line} &` : line + end;
}

/** Statements on one line. */
function inline(text: string, body: CompoundList, indent: number): string {
  return body.commands.map((s) => statement(text, s, indent, "")).join("; ");
}

function words(text: string, parts: readonly { readonly pos: number; readonly end: number }[]): string {
  return parts.map((p) => text.slice(p.pos, p.end)).join(" ");
}

function redirects(text: string, all: readonly Redirection[]): string {
  return all
    .map((r) => {
      const source = text.slice(r.pos, r.end);
      return ` ${r.type === "Redirect" ? source.replace(/^(\d*)([<>&|]+)\s*/, (_, n: string, op: string) => (/&$/.test(op) ? n + op : `${n}${op} `)) : source}`;
    })
    .join("");
}

function node(text: string, n: CommandNode | PipelineNode | AndOr, indent: number): string {
  const inner = indent + 4;
  const block = (head: string, body: CompoundList, tail: string) =>
    `${head}\n${list(text, body, inner, ";")}\n${pad(indent)}${tail}`;
  switch (n.type) {
    case "Command": {
      const plain = [...n.prefix, ...(n.name ? [n.name] : []), ...n.suffix].filter(
        (p) => p.type === "Word" || p.type === "Assignment",
      );
      return `${words(text, plain)}${redirects(text, n.redirects)}`;
    }
    case "Redirected":
      return node(text, n.command, indent) + redirects(text, n.redirects);
    case "Pipeline": {
      const prefix = n.prefixes.map((p) => (p.type === "Negation" ? "! " : "time ")).join("");
      return prefix + n.commands.map((c) => node(text, c, indent)).join(" | ");
    }
    case "AndOr":
      return n.commands.map((c, i) => (i ? ` ${n.operators[i - 1]} ` : "") + node(text, c, indent)).join("");
    case "BraceGroup":
      return `{ \n${list(text, n.body, inner, "")}\n${pad(indent)}}`;
    case "Subshell":
      return `( ${inline(text, n.body, indent)} )`;
    case "If": {
      let out = block(`if ${inline(text, n.clause, indent)}; then`, n.then, "");
      let closing = "fi";
      for (const e of n.elif) {
        indent += 4;
        out += `else\n${pad(indent)}if ${inline(text, e.clause, indent)}; then\n${list(text, e.then, indent + 4, ";")}\n${pad(indent)}`;
        closing = `fi;\n${pad(indent - 4)}${closing}`;
      }
      if (n.else) out += `else\n${list(text, n.else, indent + 4, ";")}\n${pad(indent)}`;
      return out + closing;
    }
    case "While":
      return block(`${n.kind} ${inline(text, n.clause, indent)}; do`, n.body, "done");
    case "For":
    case "Select": {
      const kind = n.type === "For" ? "for" : "select";
      const values = n.wordlist ? words(text, n.wordlist) : '"$@"';
      return block(`${kind} ${n.name.text} in ${values};\n${pad(indent)}do`, n.body, "done");
    }
    case "ArithmeticFor": {
      const head = text.slice(n.pos, n.body.pos);
      return block(
        `for ${head.slice(head.indexOf("(("), head.lastIndexOf("))") + 2)}\n${pad(indent)}do`,
        n.body,
        "done",
      );
    }
    case "Case": {
      const items = n.items.map(
        (item) =>
          `${pad(inner)}${words(text, item.pattern).replaceAll(" ", " | ")})\n${list(text, item.body, inner + 4, "")}\n${pad(inner)}${item.terminator ?? ";;"}`,
      );
      return `case ${n.word.text} in \n${items.join("\n")}\n${pad(indent)}esac`;
    }
    case "Function":
      return `function ${n.name.text} () \n${pad(indent)}${n.body.type === "CompoundList" ? "" : node(text, n.body, indent)}`;
    default:
      return text.slice(n.pos, n.end);
  }
}
