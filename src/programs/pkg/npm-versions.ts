/**
 * Releases in a short form, `4.17:0-3,5 4.18:0-2`: the patches of each minor, runs of them as `first-last`. Ordered lists in,
 * ordered lists out.
 */
export function packVersions(versions: readonly string[]): string {
  const minors = new Map<string, number[]>();
  for (const v of versions) {
    const at = v.lastIndexOf(".");
    const minor = v.slice(0, at);
    minors.set(minor, [...(minors.get(minor) ?? []), Number(v.slice(at + 1))]);
  }
  return [...minors].map(([minor, patches]) => `${minor}:${packRuns(patches)}`).join(" ");
}

function packRuns(patches: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of patches) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(",");
}

/** The releases that {@link packVersions} packed. */
export function unpackVersions(packed: string): string[] {
  return packed.split(" ").flatMap((one) => {
    const [minor = "", patches = ""] = one.split(":");
    return patches.split(",").flatMap((run) => {
      const [a = "", b = a] = run.split("-");
      return Array.from({ length: Number(b) - Number(a) + 1 }, (_, i) => `${minor}.${Number(a) + i}`);
    });
  });
}
