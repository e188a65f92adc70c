import { CliError } from "../command.ts";
import { targetOf } from "./fields.ts";
import { Diagnostic } from "./hcl/diagnostic.ts";
import { evaluate, type Scope } from "./hcl/evaluate.ts";
import { callFunction, FUNCTION_NAMES } from "./hcl/functions.ts";
import { nearest } from "./hcl/nearest.ts";
import type { Attribute, Block, Body } from "./hcl/syntax.ts";
import { asNumber, asText, asTruth, isList, isObject, toJson, typeName, type Value } from "./hcl/value.ts";
import { type BakeDefinitions, type BakeGroup, type BakeTarget, type BakeVariable, mergeTargets } from "./target.ts";

const NAME = /^[a-zA-Z0-9_-]+$/;

/** Works out what the files define, in their order: later ones say more, or something else, of the same names. */
export function readDefinitions(bodies: readonly Body[], env: ReadonlyMap<string, string>): BakeDefinitions {
  const blocks = bodies.flatMap((b) => b.blocks);
  for (const b of blocks) checkBlock(b);
  const ofType = (type: string) => blocks.filter((b) => b.type === type);
  const variables = new Map(ofType("variable").map((b) => [b.labels[0]?.text ?? "", b]));
  const globals = new Map(bodies.flatMap((b) => [...b.attributes]));
  const functions = new Map(ofType("function").map((b) => [b.labels[0]?.text ?? "", b]));
  const scope = rootScope(variables, globals, functions, env);
  for (const [name, block] of variables) validate(name, block, scope);
  const groups = new Map<string, BakeGroup>();
  const targets = new Map<string, BakeTarget>();
  for (const block of ofType("target")) {
    for (const target of expand(block, scope, groups)) {
      const known = targets.get(target.name);
      targets.set(target.name, known ? mergeTargets(known, target) : target);
    }
  }
  for (const block of ofType("group")) {
    const group = groupOf(block, scope);
    groups.set(group.name, group);
  }
  return { variables: [...variables].map(([name, b]) => shownVariable(name, b, scope)), groups, targets };
}

/** Blocks that define something have a name. */
function checkBlock({ type, labels, open }: Block): void {
  if (!["target", "group", "variable", "function"].includes(type)) return;
  const [label] = labels;
  if (!label) throw new Diagnostic(open, `Missing name for ${type}`, `All ${type} blocks must have 1 labels (name).`);
  if (type === "target" && !NAME.test(label.text)) {
    throw new Diagnostic(label.range, "Invalid name", `only ${JSON.stringify(NAME.source.slice(1, -1))} are allowed`);
  }
}

/** Variables are worked out when they are first used, from the environment or from their default. */
function rootScope(
  variables: ReadonlyMap<string, Block>,
  globals: ReadonlyMap<string, Attribute>,
  functions: ReadonlyMap<string, Block>,
  env: ReadonlyMap<string, string>,
): Scope {
  const done = new Map<string, Value>();
  const doing = new Set<string>();
  const scope: Scope = {
    variable(name) {
      const known = done.get(name);
      if (known !== undefined) return known;
      const block = variables.get(name);
      const attribute = block?.body.attributes.get("default") ?? globals.get(name);
      if (!block && !attribute) return undefined;
      if (doing.has(name) && attribute) {
        const value = attribute.value;
        throw new Diagnostic(value.range, "Invalid expression", `variable cycle not allowed for ${name}`);
      }
      doing.add(name);
      const value = fromEnvironment(name, block, attribute ? cycleAware(attribute, scope, doing) : "", env);
      doing.delete(name);
      done.set(name, value);
      return value;
    },
    knows: (name) => functions.has(name) || FUNCTION_NAMES.includes(name),
    call(name, args) {
      const block = functions.get(name);
      return block ? callOwn(block, args, scope) : callFunction(name, args);
    },
    hint(kind, name) {
      const known =
        kind === "function" ? [...FUNCTION_NAMES, ...functions.keys()] : [...variables.keys(), ...globals.keys()];
      const near = nearest(name, known);
      return near === undefined ? undefined : ` Did you mean ${JSON.stringify(near)}?`;
    },
  };
  return scope;
}

/** A cycle is told at the place that closes it. */
function cycleAware({ value }: Attribute, scope: Scope, doing: ReadonlySet<string>): Value {
  return evaluate(value, {
    ...scope,
    variable(name) {
      if (doing.has(name)) {
        throw new Diagnostic(value.range, "Invalid expression", `variable cycle not allowed for ${name}`);
      }
      return scope.variable(name);
    },
  });
}

/** An environment variable of its name is what counts, read as what the default, or `type`, is. */
function fromEnvironment(
  name: string,
  block: Block | undefined,
  fallback: Value,
  env: ReadonlyMap<string, string>,
): Value {
  const given = block ? env.get(name) : undefined;
  if (given === undefined || !block) return fallback;
  const type = declaredType(block) || (fallback === null ? "string" : typeName(fallback));
  if (type === "string") return given;
  const value = type === "number" ? asNumber(given) : type === "bool" ? asTruth(given) : undefined;
  if (value !== undefined) return value;
  const at = block.body.attributes.get("default")?.nameRange ?? block.open;
  const point = { ...at, end: at.start };
  throw new Diagnostic(
    point,
    "Invalid value",
    type === "number" || type === "bool"
      ? `failed to parse ${name} as ${type}`
      : `unsupported type ${type} for variable ${name}`,
  );
}

function declaredType({ body }: Block): string {
  const type = body.attributes.get("type")?.value;
  return type?.kind === "variable" ? type.name : type?.kind === "call" ? type.name : "";
}

/** A function that the file defines. */
function callOwn({ body }: Block, args: readonly Value[], scope: Scope): Value {
  const params = names(body.attributes.get("params"));
  const rest = names(body.attributes.get("variadic_params"))[0] ?? names(body.attributes.get("variadic_param"))[0];
  const result = body.attributes.get("result");
  if (!result) return null;
  return evaluate(result.value, {
    ...scope,
    variable(name) {
      const at = params.indexOf(name);
      if (at >= 0) return args[at] ?? null;
      return name === rest ? args.slice(params.length) : scope.variable(name);
    },
  });
}

function names(attribute: Attribute | undefined): string[] {
  const value = attribute?.value;
  if (value?.kind === "variable") return [value.name];
  return value?.kind === "list" ? value.items.flatMap((i) => (i.kind === "variable" ? [i.name] : [])) : [];
}

function validate(name: string, { body }: Block, scope: Scope): void {
  for (const rule of body.blocks.filter((b) => b.type === "validation")) {
    const condition = rule.body.attributes.get("condition");
    if (!condition || asTruth(evaluate(condition.value, scope))) continue;
    const message = rule.body.attributes.get("error_message");
    const words = message ? asText(evaluate(message.value, scope)) : undefined;
    throw new Diagnostic(condition.value.range, "Validation failed", words ?? `This check failed for ${name}.`);
  }
}

/** A target, or one for each combination of its matrix, which the target's own name then stands for. */
function expand(block: Block, scope: Scope, groups: Map<string, BakeGroup>): BakeTarget[] {
  const own = block.labels[0]?.text ?? "";
  const { attributes } = block.body;
  const rest = [...attributes.values()].filter((a) => a.name !== "matrix" && a.name !== "name");
  const matrix = attributes.get("matrix");
  const make = (name: string, inner: Scope) =>
    targetOf(
      name,
      rest.map((a) => [a, evaluate(a.value, inner)] as const),
    );
  if (!matrix) return [make(own, scope)];
  const found: BakeTarget[] = [];
  for (const values of combinations(evaluate(matrix.value, scope))) {
    const inner: Scope = { ...scope, variable: (n) => values.get(n) ?? scope.variable(n) };
    const named = attributes.get("name");
    const name = named ? (asText(evaluate(named.value, inner)) ?? "") : own;
    if (found.some((t) => t.name === name)) {
      throw new Diagnostic(
        block.labels[0]?.range ?? block.open,
        "Invalid name",
        `duplicate name ${JSON.stringify(name)}`,
      );
    }
    found.push(make(name, inner));
  }
  groups.set(own, { name: own, description: "", targets: found.map((t) => t.name) });
  return found;
}

function combinations(matrix: Value): ReadonlyMap<string, Value>[] {
  if (!isObject(matrix)) throw new CliError("ERROR: matrix must be a map");
  let all: Map<string, Value>[] = [new Map()];
  for (const [key, values] of [...matrix].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isList(values)) throw new CliError(`ERROR: matrix value ${key} must be a list`);
    all = all.flatMap((one) => values.map((v) => new Map([...one, [key, v]])));
  }
  return all;
}

function groupOf({ labels, body }: Block, scope: Scope): BakeGroup {
  const { targets = [], description = "" } = Object.fromEntries(
    [...body.attributes].map(([name, a]) => [name, evaluate(a.value, scope)]),
  );
  return {
    name: labels[0]?.text ?? "",
    description: asText(description) ?? "",
    targets: isList(targets) ? targets.flatMap((t) => asText(t) ?? []) : [],
  };
}

function shownVariable(name: string, block: Block, scope: Scope): BakeVariable {
  const value = scope.variable(name) ?? null;
  const hasDefault = block.body.attributes.has("default");
  const shown = value === null ? (hasDefault ? "<null>" : "") : (asText(value) ?? JSON.stringify(toJson(value)));
  const description = block.body.attributes.get("description");
  return {
    name,
    type: declaredType(block),
    value: shown,
    description: description ? (asText(evaluate(description.value, scope)) ?? "") : "",
  };
}
