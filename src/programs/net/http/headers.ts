/** Header fields in their order and spelling. Names are found in any case; a name may occur more than once. */
export class Headers {
  private readonly fields: [name: string, value: string][];

  constructor(fields: Iterable<readonly [string, string]> = []) {
    this.fields = [...fields].map(([n, v]) => [n, v]);
  }

  /** The first value. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.fields.find(([n]) => n.toLowerCase() === wanted)?.[1];
  }

  all(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.fields.filter(([n]) => n.toLowerCase() === wanted).map(([, v]) => v);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Replaces the first field of that name in its place and drops others; a new one goes to the end. */
  set(name: string, value: string): void {
    const wanted = name.toLowerCase();
    const at = this.fields.findIndex(([n]) => n.toLowerCase() === wanted);
    if (at < 0) this.fields.push([name, value]);
    else {
      this.fields[at] = [name, value];
      for (let i = this.fields.length - 1; i > at; i--)
        if (this.fields[i]?.[0].toLowerCase() === wanted) this.fields.splice(i, 1);
    }
  }

  append(name: string, value: string): void {
    this.fields.push([name, value]);
  }

  delete(name: string): void {
    const wanted = name.toLowerCase();
    for (let i = this.fields.length - 1; i >= 0; i--)
      if (this.fields[i]?.[0].toLowerCase() === wanted) this.fields.splice(i, 1);
  }

  entries(): readonly (readonly [name: string, value: string])[] {
    return this.fields;
  }

  /** Whether a list-valued field holds this word, in any case (`Connection: keep-alive, Upgrade`). */
  includes(name: string, word: string): boolean {
    return this.all(name).some((v) => v.split(",").some((w) => w.trim().toLowerCase() === word));
  }
}
