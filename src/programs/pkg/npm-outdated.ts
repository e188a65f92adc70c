import type { Process } from "../../kernel/process.ts";
import { badManifest, complain } from "./npm-messages.ts";
import { join, type Manifest, ManifestError, projectFolder, readManifest } from "./npm-project.ts";
import { loadCatalog, resolveVersion, versionsOf } from "./npm-registry.ts";

/** `npm outdated`: what lies there, what its range allows, and what is newest. Status 1 when there is any. */
export async function outdated(p: Process, names: readonly string[]): Promise<number> {
  const folder = projectFolder(p);
  let manifest: Manifest | undefined;
  try {
    manifest = readManifest(p, folder);
  } catch (e) {
    if (!(e instanceof ManifestError)) throw e;
    return badManifest(p, folder, e.message);
  }
  const catalog = await loadCatalog(p);
  const wanted = { ...manifest?.dependencies, ...manifest?.devDependencies };
  const rows: string[][] = [];
  for (const name of Object.keys(wanted).sort()) {
    if (names.length && !names.includes(name)) continue;
    const at = join(folder, `node_modules/${name}`);
    const current = readManifest(p, at)?.version;
    const allowed = resolveVersion(catalog, name, wanted[name] ?? "*")?.version;
    const latest = resolveVersion(catalog, name, "*")?.version;
    if (latest === undefined || (current === latest && allowed === latest)) continue;
    const place = current === undefined ? "-" : `node_modules/${name}`;
    rows.push([name, current ?? "MISSING", allowed ?? latest, latest, place, folder.split("/").at(-1) ?? ""]);
  }
  if (rows.length === 0) return 0;
  const all = [["Package", "Current", "Wanted", "Latest", "Location", "Depended by"], ...rows];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((r) => r[i]?.length ?? 0))) ?? [];
  const cell = (text: string, i: number) =>
    i >= 1 && i <= 3 ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  await p.write(1, all.map((r) => `${r.map(cell).join("  ").trimEnd()}\n`).join(""));
  return 1;
}

/** `npm view NAME[@RANGE] FIELD…`: single facts of the registry. */
export async function view(p: Process, words: readonly string[]): Promise<number> {
  const [spec = "", ...fields] = words;
  const at = spec.indexOf("@", 1);
  const name = at < 0 ? spec : spec.slice(0, at);
  const catalog = await loadCatalog(p);
  const found = resolveVersion(catalog, name, at < 0 ? "*" : spec.slice(at + 1));
  if (!found) {
    await complain(p, [
      "code E404",
      `404 Not Found - GET https://registry.npmjs.org/${name.replace("/", "%2f")} - Not found`,
      "404",
      `404  '${spec}' is not in this registry.`,
      "404",
      "404 Note that you can also install from a",
      "404 tarball, folder, http url, or git folder.",
    ]);
    return 1;
  }
  const versions = versionsOf(catalog, name);
  const facts: Readonly<Record<string, unknown>> = {
    name,
    version: found.version,
    versions,
    license: found.license,
    dependencies: found.dependencies,
    "dist-tags": { latest: versions.at(-1) },
  };
  if (fields.length === 0 || fields.some((f) => facts[f] === undefined)) {
    await p.write(2, `drydock: npm view is simulated for ${Object.keys(facts).join(", ")}\n`);
    return 1;
  }
  const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
  const [only = ""] = fields;
  const text =
    fields.length === 1
      ? `${shown(facts[only])}\n`
      : fields
          .map((f) => `${f} = ${typeof facts[f] === "string" ? `'${String(facts[f])}'` : shown(facts[f])}\n`)
          .join("");
  await p.write(1, text);
  return 0;
}
