/** The bool that Go's strconv.ParseBool reads; undefined when it is none. */
export function parseBool(text: string): boolean | undefined {
  return BOOLS.get(text);
}

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((text) => [text, false] as const),
]);
