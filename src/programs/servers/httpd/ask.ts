import type { Process } from "../../../kernel/process.ts";
import type { RequestHead } from "../../net/http/message.ts";
import type { Config, Line } from "./config.ts";
import type { Site } from "./site.ts";

/** What a server answers with. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** The file that it is of, for the log. */
  readonly file?: string;
  readonly close?: boolean;
  /** Another server's. */
  readonly passed?: boolean;
}

/** A request on its way through the server. What is found out about it on the way is put down here. */
export interface Ask {
  readonly p: Process;
  readonly config: Config;
  readonly site: Site;
  readonly head: RequestHead;
  readonly types: ReadonlyMap<string, string>;
  /** `Apache/2.4.68 (Unix)`. */
  readonly banner: string;
  readonly port: number;
  readonly client: { readonly address: string; readonly port: number };
  /** The path without escapes, and what stands behind the question mark. */
  uri: string;
  query: string | undefined;
  /** The file or folder that the path leads to. */
  file: string;
  /** Sections that hold for it, from the outermost to the last word; each with its own lines. */
  groups: readonly Group[];
  user: string | undefined;
  /** Who it says that it is, whatever the password: for the log. */
  claimed: string | undefined;
  readonly env: Map<string, string>;
  /** How often it was sent on within the server. */
  turns: number;
  /** Headers that rules have asked for on the way (cookies of RewriteRule). */
  readonly extra: [string, string][];
  /** Writes into the error log; `general`: of the server itself, not of this client. */
  complain(module: string, level: string, text: string, general?: boolean): Promise<void>;
}

/** Lines that hold together: of a section, or of a .htaccess. `folder`: where it stands, of <Directory> and .htaccess. */
export interface Group {
  readonly lines: readonly Line[];
  readonly folder: string | undefined;
}

/** All lines that hold for a request, the last word last. */
export function linesOf(a: Ask): Line[] {
  return [...a.site.lines.filter((l) => !l.name.startsWith("<")), ...a.groups.flatMap((g) => g.lines)];
}

/** The last one of that name. */
export function lastOf(a: Ask, name: string): Line | undefined {
  return linesOf(a)
    .filter((l) => l.name === name)
    .at(-1);
}
