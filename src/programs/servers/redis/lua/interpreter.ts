import { LuaTable } from "./lua-table.ts";
import { binary, call, index, type Strings, setIndex, unary } from "./operators.ts";
import type { Expression, FunctionBody, Statement, Target, Variable } from "./syntax.ts";
import { LuaError, LuaFault, type LuaFunction, type LuaValue, makeFunction, toNumber, truthy } from "./value.ts";

/** A variable that closures may share. */
interface Box {
  value: LuaValue;
}

interface Frame {
  readonly slots: Box[];
  readonly upvalues: readonly Box[];
  readonly varargs: readonly LuaValue[];
}

const BREAK = Symbol("break");
/** What a block ended with: nothing, `break`, or the values of `return`. */
type Outcome = undefined | typeof BREAK | readonly LuaValue[];

const DEEPEST = 600;

/** What scripts run in. */
export class Interpreter {
  private depth = 0;
  /** The line that is carried out. */
  line = 0;

  constructor(
    readonly globals: LuaTable,
    private readonly strings: Strings,
    /** Steps that are left; then `over` is called. */
    private left: number,
    private readonly over: () => never,
  ) {}

  private step(): void {
    if (--this.left < 0) this.over();
  }

  /** The function that a body is, with what it takes from around it. */
  make(body: FunctionBody, upvalues: readonly Box[] = []): LuaFunction {
    return makeFunction((args) => {
      if (++this.depth > DEEPEST) {
        this.depth = 0;
        throw new LuaFault("stack overflow");
      }
      const { line } = this;
      const frame: Frame = {
        slots: [],
        upvalues,
        varargs: body.variadic ? args.slice(body.parameters.length) : [],
      };
      for (const [i, slot] of body.parameters.entries()) frame.slots[slot] = { value: args[i] };
      const outcome = this.block(body.body, frame);
      this.depth--;
      this.line = line;
      return outcome === undefined || outcome === BREAK ? [] : outcome;
    });
  }

  /** After an error that was caught: back to the depth of then. */
  guarded<T>(run: () => T, caught: (e: LuaError | LuaFault) => T): T {
    const [depth, line] = [this.depth, this.line];
    try {
      return run();
    } catch (e) {
      if (!(e instanceof LuaError || e instanceof LuaFault)) throw e;
      const value = caught(e);
      this.depth = depth;
      this.line = line;
      return value;
    }
  }

  private block(statements: readonly Statement[], f: Frame): Outcome {
    for (const s of statements) {
      const outcome = this.statement(s, f);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  private statement(s: Statement, f: Frame): Outcome {
    this.step();
    switch (s.kind) {
      case "local": {
        const values = this.values(s.values, f);
        for (const [i, slot] of s.slots.entries()) f.slots[slot] = { value: values[i] };
        return undefined;
      }
      case "local function": {
        const box: Box = { value: undefined };
        f.slots[s.slot] = box;
        box.value = this.closure(s.body, f);
        return undefined;
      }
      case "assign":
        this.assign(s.targets, s.values, f);
        return undefined;
      case "call":
        this.many(s.call, f);
        return undefined;
      case "do":
        return this.block(s.body, f);
      case "while":
        while (truthy(this.one(s.condition, f))) {
          this.step();
          const outcome = this.block(s.body, f);
          if (outcome === BREAK) break;
          if (outcome) return outcome;
        }
        return undefined;
      case "repeat":
        do {
          this.step();
          const outcome = this.block(s.body, f);
          if (outcome === BREAK) break;
          if (outcome) return outcome;
        } while (!truthy(this.one(s.condition, f)));
        return undefined;
      case "if":
        for (const [condition, body] of s.branches) if (truthy(this.one(condition, f))) return this.block(body, f);
        return s.otherwise ? this.block(s.otherwise, f) : undefined;
      case "for":
        return this.numericFor(s, f);
      case "for in":
        return this.genericFor(s, f);
      case "return":
        return this.values(s.values, f);
      case "break":
        return BREAK;
    }
  }

  private numericFor(s: Extract<Statement, { kind: "for" }>, f: Frame): Outcome {
    const bound = (e: Expression | undefined, name: string): number => {
      const n = e ? toNumber(this.one(e, f)) : 1;
      this.line = s.line;
      if (n === undefined) throw new LuaFault(`'for' ${name} must be a number`);
      return n;
    };
    const from = bound(s.from, "initial value");
    const to = bound(s.to, "limit");
    const step = bound(s.step, "step");
    for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
      this.step();
      f.slots[s.slot] = { value: i };
      const outcome = this.block(s.body, f);
      if (outcome === BREAK) break;
      if (outcome) return outcome;
    }
    return undefined;
  }

  private genericFor(s: Extract<Statement, { kind: "for in" }>, f: Frame): Outcome {
    const [iterate, state, start] = this.values(s.values, f);
    for (let control = start; ; ) {
      this.step();
      this.line = s.line;
      const values = call(iterate, [state, control], "");
      control = values[0];
      if (control === undefined) return undefined;
      for (const [i, slot] of s.slots.entries()) f.slots[slot] = { value: values[i] };
      const outcome = this.block(s.body, f);
      if (outcome === BREAK) return undefined;
      if (outcome) return outcome;
    }
  }

  private assign(targets: readonly Target[], values: readonly Expression[], f: Frame): void {
    const places = targets.map((t) =>
      t.kind === "variable"
        ? t
        : { kind: t.kind, of: this.one(t.of, f), key: this.one(t.key, f), named: named(t.of), line: t.line },
    );
    const given = this.values(values, f);
    for (const [i, place] of places.entries())
      if (place.kind === "variable") this.setVariable(place.variable, given[i], f, place.line);
      else {
        this.line = place.line;
        setIndex(place.of, place.key, given[i], place.named);
      }
  }

  private setVariable(v: Variable, value: LuaValue, f: Frame, line: number): void {
    if (v.kind === "global") {
      this.line = line;
      setIndex(this.globals, v.name, value, "");
      return;
    }
    const box = v.kind === "local" ? f.slots[v.slot] : f.upvalues[v.index];
    if (box) box.value = value;
  }

  private closure(body: FunctionBody, f: Frame): LuaFunction {
    const upvalues = body.captured.map(({ from, index: i }): Box => {
      if (from === "upvalue") return f.upvalues[i] ?? { value: undefined };
      const box = f.slots[i] ?? { value: undefined };
      f.slots[i] = box;
      return box;
    });
    return this.make(body, upvalues);
  }

  /** The values of a list of expressions; the last one gives all that it has. */
  private values(list: readonly Expression[], f: Frame): readonly LuaValue[] {
    const last = list.at(-1);
    if (!last) return [];
    if (list.length === 1) return this.many(last, f);
    const out: LuaValue[] = list.slice(0, -1).map((e) => this.one(e, f));
    out.push(...this.many(last, f));
    return out;
  }

  private many(e: Expression, f: Frame): readonly LuaValue[] {
    switch (e.kind) {
      case "varargs":
        return f.varargs;
      case "call": {
        const of = this.one(e.of, f);
        const args = this.values(e.args, f);
        this.step();
        this.line = e.line;
        return call(of, args, named(e.of));
      }
      case "method": {
        const of = this.one(e.of, f);
        this.line = e.line;
        const method = index(this.strings, of, e.name, named(e.of));
        const args = this.values(e.args, f);
        this.step();
        this.line = e.line;
        return call(method, [of, ...args], `method '${e.name}' `);
      }
      default:
        return [this.one(e, f)];
    }
  }

  private one(e: Expression, f: Frame): LuaValue {
    switch (e.kind) {
      case "constant":
        return e.value;
      case "variable":
        return this.variable(e.variable, f, e.line);
      case "function":
        return this.closure(e.body, f);
      case "index": {
        const of = this.one(e.of, f);
        const key = this.one(e.key, f);
        this.line = e.line;
        return index(this.strings, of, key, named(e.of));
      }
      case "and": {
        const left = this.one(e.left, f);
        return truthy(left) ? this.one(e.right, f) : left;
      }
      case "or": {
        const left = this.one(e.left, f);
        return truthy(left) ? left : this.one(e.right, f);
      }
      case "binary": {
        const left = this.one(e.left, f);
        const right = this.one(e.right, f);
        this.line = e.line;
        return binary(e.operator, left, right, [named(e.left), named(e.right)]);
      }
      case "unary": {
        const value = this.one(e.of, f);
        this.line = e.line;
        return unary(e.operator, value, named(e.of));
      }
      case "group":
        return this.one(e.of, f);
      case "table":
        return this.table(e, f);
      default:
        return this.many(e, f)[0];
    }
  }

  private variable(v: Variable, f: Frame, line: number): LuaValue {
    if (v.kind === "local") return f.slots[v.slot]?.value;
    if (v.kind === "upvalue") return f.upvalues[v.index]?.value;
    this.line = line;
    return index(this.strings, this.globals, v.name, "");
  }

  private table(e: Extract<Expression, { kind: "table" }>, f: Frame): LuaTable {
    const t = new LuaTable(e.items.length, e.pairs.length);
    for (const [key, value] of e.pairs) t.set(this.one(key, f), this.one(value, f));
    this.values(e.items, f).forEach((v, i) => {
      t.set(i + 1, v);
    });
    return t;
  }
}

/** What a fault calls the value of an expression. */
function named(e: Expression): string {
  switch (e.kind) {
    case "variable":
      return `${e.variable.kind} '${e.variable.name}' `;
    case "index":
      return e.key.kind === "constant" && typeof e.key.value === "string" ? `field '${e.key.value}' ` : "";
    case "method":
      return "";
    default:
      return "";
  }
}
