import type { Files } from "../../../filesystem/files.ts";
import { isErrno } from "../../../std/errno.ts";
import { globPaths } from "../nginx/glob.ts";
import { argumentProblem, directive, ONLY_INSIDE, ONLY_OUTSIDE, sectionOf } from "./directives.ts";

/** A directive or a section of an Apache configuration. */
export interface Line {
  /** In lower case; `<directory` for a section. */
  readonly name: string;
  readonly args: readonly string[];
  readonly inside: readonly Line[];
  readonly file: string;
  readonly number: number;
}

/** A configuration that httpd refuses; the message is what it prints. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
}

/** What a configuration comes to. */
export interface Config {
  readonly lines: readonly Line[];
  /** In the order in which they were loaded, without `_module`. */
  readonly modules: readonly string[];
  readonly root: string;
  /** For the log, before the server is up. */
  readonly remarks: readonly string[];
  readonly defines: ReadonlyMap<string, string>;
}

/** In every build of the image. */
export const STATIC = ["core", "so", "http"];

/** Modules of the image's build; those that are not here cannot be loaded. */
const BUILT =
  /^(mpm_(event|prefork|worker)|authn_(file|dbm|anon|dbd|socache|core)|authz_(host|groupfile|user|dbm|owner|dbd|core)|authnz_(ldap|fcgi)|access_compat|auth_(basic|form|digest)|allowmethods|file_cache|cache(_disk|_socache)?|socache_(shmcb|dbm|memcache|redis)|watchdog|macro|dbd|dumpio|echo|buffer|data|ratelimit|reqtimeout|ext_filter|request|include|filter|reflector|substitute|sed|charset_lite|deflate|xml2enc|proxy(_(html|connect|ftp|http|fcgi|scgi|uwsgi|fdpass|wstunnel|ajp|balancer|express|hcheck|http2))?|brotli|mime|ldap|log_(config|debug|forensic)|logio|lua|env|mime_magic|cern_meta|expires|headers|ident|usertrack|unique_id|setenvif|version|remoteip|session(_(cookie|crypto|dbd))?|slotmem_(shm|plain)|ssl|dialup|http2|md|lbmethod_(byrequests|bytraffic|bybusyness|heartbeat)|unixd|heartbeat|heartmonitor|dav(_fs|_lock)?|status|autoindex|asis|info|suexec|cgid?|vhost_alias|negotiation|dir|imagemap|actions|speling|userdir|alias|rewrite|php|php7)$/;

export interface ReadOptions {
  readonly program: string;
  readonly root: string;
  /** `-D NAME`. */
  readonly defined: readonly string[];
  /** Modules that are in without LoadModule. */
  readonly builtin: readonly string[];
  readonly now: string;
}

/** Reads a configuration and what it includes. Throws SyntaxProblem. */
export function readApache(files: Files, path: string, o: ReadOptions): Config {
  const reader = new Reader(files, o);
  const lines = reader.file(path);
  return { lines, modules: reader.modules, root: reader.root, remarks: reader.remarks, defines: reader.defines };
}

/** The lines of a .htaccess. Throws SyntaxProblem with the text alone. */
export function readAccessFile(text: string, path: string, config: Config): Line[] {
  const reader = new Reader(undefined, {
    program: "",
    root: config.root,
    defined: [],
    builtin: config.modules,
    now: "",
  });
  return reader.text(text, path, "htaccess");
}

class Reader {
  readonly modules: string[];
  readonly remarks: string[] = [];
  readonly defines = new Map<string, string>();
  private readonly listens = new Set<string>();
  root: string;

  constructor(
    private readonly files: Files | undefined,
    private readonly o: ReadOptions,
  ) {
    this.root = o.root;
    this.modules = [...o.builtin];
    for (const d of o.defined) this.defines.set(d, "");
  }

  file(path: string): Line[] {
    let text: string;
    try {
      text = this.files?.readText(path) ?? "";
    } catch (e) {
      if (!isErrno(e)) throw e;
      throw new SyntaxProblem(`${this.o.program}: Could not open configuration file ${path}: ${e.strerror}`);
    }
    return this.text(text, path, "");
  }

  text(text: string, path: string, place: string): Line[] {
    const raw = text.split("\n");
    let at = 0;
    const section = (closing: string | undefined, opened: number, where: string): Line[] => {
      const out: Line[] = [];
      while (at < raw.length) {
        const number = at + 1;
        let line = raw[at++] ?? "";
        while (line.endsWith("\\") && at < raw.length) line = line.slice(0, -1) + (raw[at++] ?? "");
        line = line.trim();
        if (line === "" || line.startsWith("#")) continue;
        line = line.replace(/\$\{(\w+)\}/g, (all, name: string) => this.defines.get(name) ?? all);
        const close = /^<\/(\w+)>$/.exec(line)?.[1];
        if (close !== undefined) {
          if (closing !== undefined && close.toLowerCase() === closing.toLowerCase()) return out;
          const why =
            closing === undefined
              ? `</${close}> without matching <${close}> section`
              : `Expected </${closing}> but saw </${close}>`;
          throw this.structural(path, number, why);
        }
        const open = /^<(\w+)\s*(.*)>$/.exec(line);
        if (open) {
          const known = sectionOf(open[1] ?? "");
          if (!known || !this.has(known.module)) throw this.problem(path, number, invalid(`<${open[1]}`));
          const inner = /^If(Module|Define|Version|File|Directive|Section)$/i.test(known.name) ? where : known.name;
          // What a test leaves out is not looked at.
          const args = words(open[2] ?? "");
          if (inner === where) {
            const kept = this.holds(known.name.toLowerCase(), args);
            if (!kept) {
              at = skip(raw, at, known.name);
              continue;
            }
            out.push(...section(known.name, number, where));
            continue;
          }
          if (args.length === 0 && !/^(Require|Else$)/.test(known.name))
            throw this.problem(path, number, `<${known.name}> directive requires additional arguments`);
          if (/^Require/.test(known.name) && (where === "" || where === "VirtualHost"))
            throw this.problem(path, number, `<${known.name} not allowed here`);
          const inside = section(known.name, number, inner);
          out.push({ name: `<${known.name.toLowerCase()}`, args, inside, file: path, number });
          continue;
        }
        out.push(...this.directive(line, path, number, where));
      }
      if (closing !== undefined) throw this.structural(path, opened, `${path}:${opened}: <${closing}> was not closed.`);
      return out;
    };
    return section(undefined, 0, place);
  }

  private directive(line: string, path: string, number: number, where: string): Line[] {
    const [given = "", ...args] = words(line);
    const known = directive(given);
    if (!known || !this.has(known.module)) throw this.problem(path, number, invalid(given));
    const name = given.toLowerCase();
    if (
      where !== "" &&
      where !== "VirtualHost" &&
      ONLY_OUTSIDE.test(name) &&
      !(where === "Location" && name === "alias")
    )
      throw this.problem(
        path,
        number,
        where === "htaccess" ? `${known.name} not allowed here` : `${known.name} not allowed in <${where}> context`,
      );
    if ((where === "" || where === "VirtualHost") && ONLY_INSIDE.test(name))
      throw this.problem(path, number, `${known.name} not allowed here`);
    const wrong = argumentProblem(known, args);
    if (wrong !== undefined) throw this.problem(path, number, wrong);
    if (known.module === "ssl" && /^sslengine$/i.test(name) && /^on$/i.test(args[0] ?? ""))
      throw this.problem(path, number, "drydock: Apache's SSLEngine is not simulated");
    if (name === "listen") {
      if (this.listens.has(args[0] ?? ""))
        throw this.problem(path, number, "Cannot define multiple Listeners on the same IP:port");
      this.listens.add(args[0] ?? "");
    }
    if (name === "serverroot") this.root = args[0] ?? this.root;
    else if (name === "define") this.defines.set(args[0] ?? "", args[1] ?? "");
    else if (name === "undefine") this.defines.delete(args[0] ?? "");
    else if (name === "loadmodule") this.load(args, path, number);
    else if (name === "documentroot" && this.files && !this.isFolder(this.absolute(args[0] ?? "")))
      throw this.problem(
        path,
        number,
        `DocumentRoot '${this.absolute(args[0] ?? "")}' is not a directory, or is not readable`,
      );
    else if (name === "include" || name === "includeoptional")
      return this.included(args[0] ?? "", name === "includeoptional", path, number);
    return [{ name, args, inside: [], file: path, number }];
  }

  private isFolder(path: string): boolean {
    try {
      return this.files?.stat(path).kind === "directory";
    } catch (e) {
      if (isErrno(e)) return false;
      throw e;
    }
  }

  private absolute(path: string): string {
    return path.startsWith("/") ? path : `${this.root}/${path}`;
  }

  private load([symbol = "", file = ""]: readonly string[], path: string, number: number): void {
    const name = symbol.replace(/_module$/, "");
    if (this.modules.includes(name)) {
      this.remarks.push(`[so:warn] AH01574: module ${symbol} is already loaded, skipping`);
      return;
    }
    const own = /^(?:.*\/)?(?:mod_|lib)?(.*?)\.so$/.exec(file)?.[1] ?? "";
    if (!BUILT.test(own)) {
      const full = this.absolute(file);
      throw this.structural(
        path,
        number,
        `Cannot load ${file} into server: ${full}: cannot open shared object file: No such file or directory`,
      );
    }
    this.modules.push(name);
  }

  private has(module: string): boolean {
    return STATIC.includes(module) || module === "mpm" || this.modules.includes(module);
  }

  private holds(kind: string, args: readonly string[]): boolean {
    const text = args[0] ?? "";
    const not = text.startsWith("!");
    const what = text.replace(/^!/, "");
    if (kind === "ifmodule")
      return (
        this.has(
          what
            .replace(/^mod_(.*)\.c$/, "$1")
            .replace(/_module$/, "")
            .replace(/^(core|http_core|prefork|event|worker)\.c$/, "core"),
        ) !== not
      );
    if (kind === "ifdefine") return this.defines.has(what) !== not;
    if (kind === "iffile") return (this.files?.exists(this.absolute(what)) ?? false) !== not;
    if (kind === "ifversion") return versionHolds(args);
    if (kind === "ifdirective") return (directive(what) !== undefined) !== not;
    return (sectionOf(what) !== undefined) !== not;
  }

  private included(pattern: string, optional: boolean, path: string, number: number): Line[] {
    const full = this.absolute(pattern);
    const found = this.files ? globPaths(this.files, full) : [];
    if (found.length === 0 && !optional && !/[*?[]/.test(full))
      throw this.structural(path, number, `Could not open configuration file ${full}: No such file or directory`);
    return found.flatMap((f) => this.file(f));
  }

  private problem(file: string, line: number, text: string): SyntaxProblem {
    return new SyntaxProblem(
      this.o.program === "" ? text : `AH00526: Syntax error on line ${line} of ${file}:\n${text}`,
    );
  }

  /** What is said of a file's structure stands on one line. */
  private structural(file: string, line: number, text: string): SyntaxProblem {
    return new SyntaxProblem(
      this.o.program === "" ? text : `${this.o.program}: Syntax error on line ${line} of ${file}: ${text}`,
    );
  }
}

function versionHolds(args: readonly string[]): boolean {
  const [operator = "=", wanted = ""] = args.length > 1 ? args : ["=", args[0] ?? ""];
  const number = (v: string) => v.split(".").reduce((n, x, i) => n + Number(x) * 1000 ** (2 - i), 0);
  const [own, other] = [number("2.4.68"), number(wanted)];
  const base = operator.replace(/^!/, "");
  const found =
    base === ">="
      ? own >= other
      : base === "<="
        ? own <= other
        : base === ">"
          ? own > other
          : base === "<"
            ? own < other
            : own === other;
  return found !== operator.startsWith("!");
}

/** The place behind a section that is left out. */
function skip(raw: readonly string[], from: number, name: string): number {
  let depth = 1;
  for (let i = from; i < raw.length; i++) {
    const line = (raw[i] ?? "").trim().toLowerCase();
    if (line.startsWith(`<${name.toLowerCase()} `) || line === `<${name.toLowerCase()}>`) depth++;
    else if (line === `</${name.toLowerCase()}>` && --depth === 0) return i + 1;
  }
  return raw.length;
}

function invalid(name: string): string {
  return `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;
}

/** Words, with quotes and `\"` inside them; a quote that is not closed reaches to the line's end. */
function words(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)(?:"|$)|'((?:\\.|[^'\\])*)(?:'|$)|(\S+)/g)].map((m) =>
    m[1] !== undefined ? m[1].replace(/\\(["\\])/g, "$1") : (m[2] ?? m[3] ?? ""),
  );
}
