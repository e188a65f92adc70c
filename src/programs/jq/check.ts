import { CompileError, type Node, type Pattern } from "./ast.ts";

/** The names that may be used at a place. */
interface Known {
  readonly functions: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/** Looks, before anything runs, whether every function and variable is there. Throws CompileError. */
export function checkNames(node: Node, isFunction: (key: string) => boolean, variables: Iterable<string>): void {
  check(node, { functions: new Set(), variables: new Set(variables), labels: new Set() });

  function check(node: Node, known: Known): void {
    const each = (...nodes: (Node | undefined)[]) => {
      for (const n of nodes) if (n) check(n, known);
    };
    switch (node.kind) {
      case "string":
        for (const part of node.parts) if (typeof part !== "string") check(part, known);
        return;
      case "index":
        return each(node.target, node.index);
      case "slice":
        return each(node.target, node.from, node.to);
      case "iterate":
        return each(node.target);
      case "try":
        return each(node.body, node.handler);
      case "array":
      case "negate":
        return each(node.body);
      case "object":
        for (const entry of node.entries) each(entry.key, entry.value);
        return;
      case "pipe":
      case "comma":
      case "binary":
      case "and":
      case "or":
      case "alternative":
      case "assign":
        return each(node.left, node.right);
      case "if":
        return each(node.condition, node.then, node.otherwise);
      case "reduce":
      case "foreach": {
        each(node.source, node.init);
        const inner = withPattern(known, [node.pattern]);
        check(node.update, inner);
        if (node.kind === "foreach" && node.extract) check(node.extract, inner);
        return;
      }
      case "bind":
        each(node.source);
        return check(node.body, withPattern(known, node.patterns));
      case "variable":
        if (!known.variables.has(node.name)) throw new CompileError(`$${node.name} is not defined`, node.place);
        return;
      case "define": {
        const { name, parameters, body } = node.definition;
        const functions = new Set(known.functions).add(`${name}/${parameters.length}`);
        const inner = new Set(functions);
        const inside = new Set(known.variables);
        for (const p of parameters) {
          inner.add(`${p.replace("$", "")}/0`);
          if (p.startsWith("$")) inside.add(p.slice(1));
        }
        check(body, { ...known, functions: inner, variables: inside });
        return check(node.body, { ...known, functions });
      }
      case "label":
        return check(node.body, { ...known, labels: new Set(known.labels).add(node.name) });
      case "break":
        if (!known.labels.has(node.name)) throw new CompileError(`$*label-${node.name} is not defined`, node.place);
        return;
      case "call": {
        const key = `${node.name}/${node.args.length}`;
        if (!known.functions.has(key) && !isFunction(key)) throw new CompileError(`${key} is not defined`, node.place);
        return each(...node.args);
      }
    }
  }

  function withPattern(known: Known, patterns: readonly Pattern[]): Known {
    const variables = new Set(known.variables);
    const add = (p: Pattern): void => {
      if (p.kind === "variable") variables.add(p.name);
      else if (p.kind === "array") p.items.forEach(add);
      else
        for (const e of p.entries) {
          if (e.name !== undefined) variables.add(e.name);
          check(e.key, { ...known, variables });
          if (e.pattern) add(e.pattern);
        }
    };
    patterns.forEach(add);
    return { ...known, variables };
  }
}
