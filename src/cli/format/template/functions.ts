import { goJson } from "../go/json.ts";
import { goSprint, goSprintln, goString } from "../go/print.ts";
import { goSprintf } from "../go/printf.ts";
import { BOOL, dynamic, elements, type GoValue, goValue, STRING, sliceOf } from "../go/value.ts";
import { COMPARISONS } from "./compare.ts";
import { call, index, length, slice } from "./containers.ts";
import type { Functions, Parameter, TemplateFunction } from "./function.ts";
import { isTrue } from "./truth.ts";

function ofText(parameters: readonly Parameter[], run: (...args: readonly string[]) => unknown): TemplateFunction {
  return {
    parameters,
    call: (args) => {
      const made = run(...args.map((a) => goString(a)));
      return { value: Array.isArray(made) ? goValue(sliceOf(STRING), made) : goValue(STRING, made) };
    },
  };
}

function ofValues(run: (args: readonly (GoValue | undefined)[]) => string): TemplateFunction {
  return { parameters: [], variadic: "any", call: (args) => ({ value: goValue(STRING, run(args)) }) };
}

const SHORT_CIRCUIT: TemplateFunction = { parameters: ["any"], variadic: "any", call: ([v]) => ({ value: v }) };

const strings = (v: GoValue | undefined): string[] => (v ? elements(v).map((e) => goString(e)) : []);

/** Go's built-in functions and those that the docker client adds to them. */
export const DOCKER_FUNCTIONS: Functions = new Map<string, TemplateFunction>([
  ["and", SHORT_CIRCUIT],
  ["or", SHORT_CIRCUIT],
  ["not", { parameters: ["any"], call: ([v]) => ({ value: goValue(BOOL, !isTrue(v)) }) }],
  ["call", { parameters: ["any"], variadic: "any", call }],
  ["index", { parameters: ["any"], variadic: "any", call: index }],
  ["len", { parameters: ["any"], call: length }],
  ["slice", { parameters: ["any"], variadic: "any", call: slice }],
  ...COMPARISONS,
  ["print", ofValues(goSprint)],
  ["println", ofValues(goSprintln)],
  [
    "printf",
    {
      parameters: ["string"],
      variadic: "any",
      call: ([format, ...rest]) => ({ value: goValue(STRING, goSprintf(goString(format), rest)) }),
    },
  ],
  ["html", ofValues((args) => escapeHTML(asOneText(args)))],
  ["js", ofValues((args) => escapeJS(asOneText(args)))],
  [
    "urlquery",
    ofValues((args) =>
      encodeURIComponent(asOneText(args))
        .replaceAll("%20", "+")
        .replace(/[!'()*]/g, percent),
    ),
  ],
  ["json", { parameters: ["any"], call: ([v]) => ({ value: goValue(STRING, goJson(v)) }) }],
  ["split", ofText(["string", "string"], (s = "", by = "") => (by === "" ? [...s] : s.split(by)))],
  [
    "join",
    {
      parameters: ["[]string", "string"],
      call: ([list, by]) => ({ value: goValue(STRING, strings(list).join(goString(by))) }),
    },
  ],
  [
    "title",
    ofText(["string"], (s = "") => s.replace(/(^|[^\p{L}\p{N}_'])(\p{Ll})/gu, (_, a, b) => a + b.toUpperCase())),
  ],
  ["lower", ofText(["string"], (s = "") => s.toLowerCase())],
  ["upper", ofText(["string"], (s = "") => s.toUpperCase())],
  [
    "pad",
    ofText(["string", "int", "int"], (s = "", before = "0", after = "0") =>
      s === "" ? s : " ".repeat(Number(before)) + s + " ".repeat(Number(after)),
    ),
  ],
  ["truncate", ofText(["string", "int"], (s = "", n = "0") => cutBytes(s, Number(n)))],
]);

/** For the header of a table: each function gives back its column's title, but for those that change its letters. */
export const HEADER_FUNCTIONS: Functions = new Map<string, TemplateFunction>([
  ...DOCKER_FUNCTIONS,
  ...(["json", "split", "join"] as const).map((name): [string, TemplateFunction] => [
    name,
    { parameters: ["any"], variadic: "any", call: ([v]) => ({ value: v }) },
  ]),
  ["truncate", { parameters: ["any", "int"], call: ([v]) => ({ value: v }) }],
]);

function asOneText(args: readonly (GoValue | undefined)[]): string {
  const only = args.length === 1 ? args[0] && dynamic(args[0]) : undefined;
  return only?.type.kind === "string" ? goString(only) : goSprint(args);
}

/** Go cuts strings by bytes; half a character is shown as U+FFFD. */
function cutBytes(text: string, length: number): string {
  let room = length;
  let out = "";
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (room <= 0) break;
    out += size <= room ? c : "\ufffd";
    room -= size;
  }
  return out;
}

function escapeHTML(text: string): string {
  const codes: Record<string, string> = {
    '"': "&#34;",
    "'": "&#39;",
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\0": "\ufffd",
  };
  return text.replace(/["'&<>\0]/g, (c) => codes[c] ?? c);
}

function escapeJS(text: string): string {
  const codes: Record<string, string> = {
    "\\": "\\\\",
    "'": "\\'",
    '"': '\\"',
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "=": "\\u003D",
  };
  return text.replace(
    /[\\'"<>&=\0-\x1f]/g,
    (c) => codes[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

function percent(c: string): string {
  return `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
}
