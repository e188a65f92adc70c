import type { Files } from "../../../filesystem/files.ts";
import { isErrno } from "../../../std/errno.ts";
import { globPaths } from "../nginx/glob.ts";

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

/** Acted upon. */
const KNOWN = new Set(
  (
    "serverroot listen servername serveralias serveradmin documentroot directoryindex errorlog customlog transferlog logformat loglevel loadmodule " +
    "user group options require allowoverride errordocument alias redirect redirectmatch typesconfig include includeoptional addtype " +
    "header proxypass proxypassreverse define servertokens serversignature"
  ).split(" "),
);

/** Taken, without an effect that could be seen here. */
const TUNING = new Set(
  (
    "timeout keepalive keepalivetimeout maxkeepaliverequests startservers minspareservers maxspareservers minsparethreads " +
    "maxsparethreads threadsperchild maxrequestworkers maxconnectionsperchild threadlimit serverlimit pidfile mutex accessfilename " +
    "hostnamelookups enablemmap enablesendfile usecanonicalname traceenable fileetag scriptalias scriptsock indexoptions addicon " +
    "addiconbytype addiconbyencoding defaulticon readmename headername indexignore addlanguage languagepriority forcelanguagepriority " +
    "adddefaultcharset addcharset addencoding browsermatch setenvif setenv passenv order allow deny satisfy requestheader proxypreservehost " +
    "proxyrequests proxyhtmlenable sslrandomseed addhandler sethandler addoutputfilter setoutputfilter mimemagicfile extendedstatus"
  ).split(" "),
);

const SECTIONS = new Set(
  "directory directorymatch virtualhost ifmodule ifdefine files filesmatch location locationmatch requireall requireany requirenone ifversion proxy limit limitexcept if else elseif".split(
    " ",
  ),
);

/** Reads a configuration and what it includes. Throws SyntaxProblem. */
export function readApache(files: Files, path: string, root: string): Line[] {
  let text: string;
  try {
    text = files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    throw new SyntaxProblem(`httpd: Could not open configuration file ${path}: ${e.strerror}`);
  }
  const raw = text.split("\n");
  let at = 0;

  const section = (closing: string | undefined, opened: number): Line[] => {
    const out: Line[] = [];
    while (at < raw.length) {
      const number = at + 1;
      let line = raw[at++] ?? "";
      while (line.endsWith("\\") && at < raw.length) line = line.slice(0, -1) + (raw[at++] ?? "");
      line = line.trim();
      if (line === "" || line.startsWith("#")) continue;
      const close = /^<\/(\w+)>$/.exec(line)?.[1]?.toLowerCase();
      if (close !== undefined) {
        if (close === closing) return out;
        throw problem(
          path,
          number,
          closing === undefined
            ? `</${close}> without matching <${close}> section`
            : `Expected </${closing}> but saw </${close}>`,
        );
      }
      const open = /^<(\w+)\s*(.*)>$/.exec(line);
      if (open) {
        const name = (open[1] ?? "").toLowerCase();
        if (!SECTIONS.has(name)) throw problem(path, number, invalid(`<${open[1]}`));
        out.push({ name: `<${name}`, args: words(open[2] ?? ""), inside: section(name, number), file: path, number });
        continue;
      }
      const [given = "", ...args] = words(line);
      const name = given.toLowerCase();
      if (/^(sslengine|sslcertificate|rewrite)/.test(name))
        throw problem(path, number, `drydock: Apache's ${given} is not simulated`);
      if (!KNOWN.has(name) && !TUNING.has(name)) throw problem(path, number, invalid(given));
      if (name === "include" || name === "includeoptional")
        out.push(...included(args[0] ?? "", name === "includeoptional", number));
      else out.push({ name, args, inside: [], file: path, number });
    }
    if (closing !== undefined) throw problem(path, opened, `<${closing}> was not closed.`);
    return out;
  };

  const included = (pattern: string, optional: boolean, number: number): Line[] => {
    const full = pattern.startsWith("/") ? pattern : `${root}/${pattern}`;
    const found = globPaths(files, full);
    if (found.length === 0 && !optional && !/[*?[]/.test(full))
      throw problem(path, number, `Could not open configuration file ${full}: No such file or directory`);
    return found.flatMap((f) => readApache(files, f, root));
  };

  return section(undefined, 0);
}

function invalid(name: string): string {
  return `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;
}

function problem(file: string, line: number, text: string): SyntaxProblem {
  return new SyntaxProblem(`AH00526: Syntax error on line ${line} of ${file}:\n${text}`);
}

/** Words, with quotes and `\"` inside them. */
function words(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map((m) =>
    m[1] !== undefined ? m[1].replace(/\\(["\\])/g, "$1") : (m[2] ?? m[3] ?? ""),
  );
}

/** Lines with <IfModule> and the like opened up: all modules but `ssl` and `rewrite` count as there. */
export function flatten(lines: readonly Line[]): Line[] {
  return lines.flatMap((l) => {
    if (l.name === "<ifmodule") {
      const name = l.args[0] ?? "";
      const there = !/ssl|rewrite|php|proxy_html|cgid|headers_module_missing/.test(name);
      return there !== name.startsWith("!") ? flatten(l.inside) : [];
    }
    if (l.name === "<ifdefine" || l.name === "<ifversion")
      return (l.args[0] ?? "").startsWith("!") ? flatten(l.inside) : [];
    return [l];
  });
}
