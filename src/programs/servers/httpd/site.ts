import type { Line } from "./config.ts";

/** What holds for one virtual host, or for all requests without one. */
export interface Site {
  readonly lines: readonly Line[];
  readonly port: number | undefined;
  readonly name: string | undefined;
  readonly aliases: readonly string[];
}

/** The first one answers whom no other does. */
export function sitesOf(lines: readonly Line[]): Site[] {
  const outer = lines.filter((l) => l.name !== "<virtualhost");
  const hosts = lines.filter((l) => l.name === "<virtualhost");
  const main: Site = {
    lines: outer,
    port: undefined,
    name: value(outer, "servername")?.replace(/:\d+$/, ""),
    aliases: [],
  };
  if (hosts.length === 0) return [main];
  return hosts.map((h) => ({
    lines: [...h.inside, ...outer],
    port: Number(/:(\d+)$/.exec(h.args[0] ?? "")?.[1]) || undefined,
    name: value(h.inside, "servername")?.replace(/:\d+$/, ""),
    aliases: h.inside.filter((l) => l.name === "serveralias").flatMap((l) => l.args),
  }));
}

export function chooseSite(sites: readonly Site[], port: number, host: string): Site | undefined {
  const here = sites.filter((s) => s.port === undefined || s.port === port);
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(host);
  return (
    here.find((s) => s.name?.toLowerCase() === host) ?? here.find((s) => s.aliases.some(fits)) ?? here[0] ?? sites[0]
  );
}

/** The first argument of the first directive of that name. */
export function value(lines: readonly Line[], name: string): string | undefined {
  return lines.find((l) => l.name === name)?.args[0];
}

/** The directives in <Directory> sections that hold for a path, the innermost last. */
export function forFolder(lines: readonly Line[], path: string): Line[] {
  return lines
    .filter((l) => l.name === "<directory" && within(path, l.args[0] ?? ""))
    .sort((a, b) => (a.args[0]?.length ?? 0) - (b.args[0]?.length ?? 0))
    .flatMap((l) => l.inside);
}

function within(path: string, folder: string): boolean {
  const base = folder.replace(/\/$/, "");
  return base === "" || path === base || path.startsWith(`${base}/`);
}
