import type { FunctionBody, Variable } from "./syntax.ts";

/** The names of one function while it is read. */
export class Scope {
  slots = 0;
  private readonly blocks: Map<string, number>[] = [new Map()];
  private readonly upvalues: { name: string; from: "local" | "upvalue"; index: number }[] = [];

  constructor(
    private readonly parent: Scope | undefined,
    readonly variadic: boolean,
  ) {}

  open(): void {
    this.blocks.push(new Map());
  }

  close(): void {
    this.blocks.pop();
  }

  declare(name: string): number {
    const slot = this.slots++;
    this.blocks.at(-1)?.set(name, slot);
    return slot;
  }

  find(name: string): Variable {
    const slot = this.local(name);
    if (slot !== undefined) return { kind: "local", name, slot };
    const index = this.upvalue(name);
    return index === undefined ? { kind: "global", name } : { kind: "upvalue", name, index };
  }

  private local(name: string): number | undefined {
    for (let i = this.blocks.length - 1; i >= 0; i--) {
      const slot = this.blocks[i]?.get(name);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  private upvalue(name: string): number | undefined {
    const there = this.upvalues.findIndex((u) => u.name === name);
    if (there >= 0) return there;
    if (!this.parent) return undefined;
    const slot = this.parent.local(name);
    const index = slot ?? this.parent.upvalue(name);
    if (index === undefined) return undefined;
    this.upvalues.push({ name, from: slot === undefined ? "upvalue" : "local", index });
    return this.upvalues.length - 1;
  }

  get captured(): FunctionBody["captured"] {
    return this.upvalues;
  }
}
