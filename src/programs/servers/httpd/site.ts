import type { Config, Line } from "./config.ts";

/** What holds for one virtual host, or for all requests without one. */
export interface Site {
  /** The main server's lines, then the virtual host's own. */
  readonly lines: readonly Line[];
  /** Of the virtual host alone, or of the main server where it is that: mod_rewrite inherits nothing. */
  readonly own: readonly Line[];
  readonly port: number | undefined;
  readonly name: string | undefined;
  readonly aliases: readonly string[];
}

/** The first one answers whom no other does. */
export function sitesOf(config: Config): Site[] {
  const outer = config.lines.filter((l) => l.name !== "<virtualhost");
  const hosts = config.lines.filter((l) => l.name === "<virtualhost");
  const main: Site = {
    lines: outer,
    own: outer,
    port: undefined,
    name: bareName(value(outer, "servername")),
    aliases: [],
  };
  return [
    main,
    ...hosts.map((h) => ({
      lines: [...outer, ...h.inside],
      own: h.inside,
      port: Number(/:(\d+)$/.exec(h.args[0] ?? "")?.[1]) || undefined,
      name: bareName(value(h.inside, "servername")),
      aliases: h.inside.filter((l) => l.name === "serveralias").flatMap((l) => l.args),
    })),
  ];
}

const bareName = (name: string | undefined) => name?.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");

/** The host that is asked for, the first of its port, or the main server. */
export function chooseSite(sites: readonly Site[], port: number, host: string): Site | undefined {
  const here = sites.slice(1).filter((s) => s.port === undefined || s.port === port);
  const fits = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      "i",
    ).test(host);
  return here.find((s) => s.name?.toLowerCase() === host || s.aliases.some(fits)) ?? here[0] ?? sites[0];
}

/** The first argument of the last directive of that name. */
export function value(lines: readonly Line[], name: string): string | undefined {
  return lines.filter((l) => l.name === name).at(-1)?.args[0];
}

/** Whether a switch is on. */
export function isOn(lines: readonly Line[], name: string, standard: boolean): boolean {
  const found = value(lines, name);
  return found === undefined ? standard : /^(on|yes|true|1|extended)$/i.test(found);
}
