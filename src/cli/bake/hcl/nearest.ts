import { distance } from "../../../std/distance.ts";
/** The known name within two edits of another one. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return known.toSorted().find((other) => distance(name, other) < 3);
}
