import { shortName } from "./messages.ts";
import type { Shell } from "./shell.ts";
import { userName } from "./users.ts";
import { textOf } from "./variables.ts";

/** A decoded prompt that is not expanded further: what was quoted for that is bare again. */
export function plainPrompt(text: string): string {
  return text.replace(/\\([\\$`])/g, "$1");
}

/** Whether a prompt tells the time, which takes the interpreter. */
export function tellsTime(text: string): boolean {
  return /\\[dtTAD@]/.test(text);
}

/** Replaces bash's prompt escapes. `\[` and `\]` become \x01 and \x02; the result is still to be expanded. */
export function decodePrompt(sh: Shell, text: string, tellTime: (sh: Shell, format: string) => string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(D\{([^}]*)\}|[0-7]{3}|[^])/g, (all, code: string, format: string | undefined) => {
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (format !== undefined) return tellTime(sh, format || "%X");
    switch (code) {
      case "u":
        return userName(sh.p.files, sh.p.credentials.uid);
      case "h":
        return sh.p.hostname.split(".", 1)[0] ?? "";
      case "H":
        return sh.p.hostname;
      case "w":
      case "W":
        return quoteDollar(folder(sh, code === "W"));
      case "$":
        return sh.p.credentials.uid === 0 ? "#" : "\\$";
      case "s":
        return shortName(sh);
      case "v":
        return "5.2";
      case "V":
        return "5.2.37";
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "a":
        return "\x07";
      case "e":
        return "\x1b";
      case "\\":
        return "\\\\";
      case "[":
        return "\x01";
      case "]":
        return "\x02";
      case "d":
        return tellTime(sh, "%a %b %d");
      case "t":
        return tellTime(sh, "%H:%M:%S");
      case "T":
        return tellTime(sh, "%I:%M:%S");
      case "@":
        return tellTime(sh, "%I:%M %p");
      case "A":
        return tellTime(sh, "%H:%M");
      case "j":
        return String(sh.jobs.jobs.length);
      case "l":
        return sh.p.controllingTerminal?.name.replace("/dev/", "") ?? "tty";
      case "!":
      case "#":
        return String(sh.history.length + 1);
      default:
        return all;
    }
  });
}

/** The result is expanded once more: a folder's own `$` must not be. */
function quoteDollar(text: string): string {
  return text.replace(/[\\$`]/g, "\\$&");
}

function folder(sh: Shell, lastOnly: boolean): string {
  const pwd = textOf(sh, "PWD") ?? sh.p.cwd;
  const home = textOf(sh, "HOME");
  const inHome = home !== undefined && home !== "/" && (pwd === home || pwd.startsWith(`${home}/`));
  const shown = inHome ? `~${pwd.slice(home.length)}` : pwd;
  if (!lastOnly || shown === "/" || shown === "~") return shown;
  return shown.slice(shown.lastIndexOf("/") + 1);
}
