import { encode } from "../../std/text.ts";
import { eachInput } from "../lib/each-input.ts";
import { BadRegex, compileRegex, type Regex } from "../lib/regex.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type Document, readDocument } from "./pager-text.ts";
import { at, CLEAR_LINE, clip, columnOf, PLAIN, REVERSE, type Screen, withScreen } from "./screen.ts";

const LONG = {
  "LINE-NUMBERS": "N",
  "chop-long-lines": "S",
  "quit-if-one-screen": "F",
  "no-init": "X",
  "RAW-CONTROL-CHARS": "R",
  "ignore-case": "i",
};

/** Shows a text a screenful at a time, forwards and backwards; without a terminal to show it on it copies it through. */
export const less = defineTool(
  {
    name: "less",
    syntax: { short: "aBcCdeEfFgGiImMnNqQrRsSuUwWXx:~+", long: LONG },
    usage: "[options] [file]...",
    version: "less) 668",
  },
  async (c) => {
    if (!c.p.terminal(1)) return await through(c);
    if (!c.operands.length && c.p.terminal(0)) {
      await c.p.write(
        2,
        c.flavour.pick('Missing filename ("less --help" for help)\n', `${c.name}: missing filename\n`),
      );
      return 1;
    }
    const document = await load(c);
    if (!document) return 1;
    const size = c.p.terminal(1)?.size;
    if (c.options.has("F") && size && document.lines.length < size.rows) {
      for (const line of document.lines) await c.out.write(`${line}\n`);
      return 0;
    }
    const keys = c.p.terminal(0) ? 0 : await c.p.open("/dev/tty", { read: true });
    return await withScreen(c.p, { alternate: !c.options.has("X"), keys }, (screen) => browse(c, screen, document));
  },
);

async function through(c: Call): Promise<number> {
  await eachInput(
    c,
    c.operands,
    async (input) => {
      for (let chunk = await input.read(); chunk; chunk = await input.read()) await c.out.write(chunk);
    },
    (_c, path, words) => `${path}: ${words}`,
  );
  return c.status;
}

async function load(c: Call): Promise<Document | undefined> {
  const parts: Document[] = [];
  for (const path of c.operands.length ? c.operands : ["-"]) {
    const document = await readDocument(c.p, path);
    if (typeof document === "string") {
      const folder = document === "Is a directory";
      await c.p.write(
        2,
        c.flavour.pick(
          folder ? `${path} is a directory\n` : `${path}: ${document}\n`,
          `${c.name}: can't open '${path}': ${document}\n`,
        ),
      );
    } else parts.push(document);
  }
  const [first] = parts;
  if (!first) return undefined;
  return { name: first.name, lines: parts.flatMap((d) => d.lines), bytes: parts.reduce((n, d) => n + d.bytes, 0) };
}

interface View {
  top: number;
  left: number;
  message: string;
  search: Regex | undefined;
  first: boolean;
}

async function browse(c: Call, screen: Screen, d: Document): Promise<number> {
  const view: View = { top: 0, left: 0, message: "", search: undefined, first: true };
  let count = "";
  for (;;) {
    await draw(c, screen, d, view);
    view.message = "";
    view.first = false;
    const key = await screen.key();
    const page = screen.size.rows - 1;
    const most = Math.max(0, d.lines.length - page);
    const go = (line: number) => {
      view.top = Math.min(Math.max(0, line), Math.max(most, Math.min(view.top, d.lines.length)));
    };
    if (key !== undefined && /^\d$/.test(key)) {
      count += key;
      continue;
    }
    const n = Number(count || 1);
    switch (key) {
      case undefined:
      case "q":
      case "Q":
      case "^C":
        return 0;
      case "j":
      case "Down":
      case "Enter":
      case "^N":
      case "e":
        go(view.top + n);
        break;
      case "k":
      case "Up":
      case "^P":
      case "y":
        go(view.top - n);
        break;
      case " ":
      case "f":
      case "PageDown":
      case "^F":
      case "^V":
        go(view.top + page);
        break;
      case "b":
      case "PageUp":
      case "^B":
        go(view.top - page);
        break;
      case "d":
      case "^D":
        go(view.top + Math.floor(page / 2));
        break;
      case "u":
      case "^U":
        go(view.top - Math.floor(page / 2));
        break;
      case "g":
      case "<":
      case "Home":
        go(n - 1);
        break;
      case "G":
      case ">":
      case "End":
        go(count ? n - 1 : d.lines.length);
        break;
      case "Right":
        view.left += Math.floor(screen.size.columns / 2);
        break;
      case "Left":
        view.left = Math.max(0, view.left - Math.floor(screen.size.columns / 2));
        break;
      case "/":
      case "?":
        await ask(c, screen, d, view, key);
        break;
      case "n":
      case "N":
        find(d, view, key === "n" ? 1 : -1, view.top + (key === "n" ? 1 : -1));
        break;
      case "=":
        view.message = `${d.name === "-" ? "" : `${d.name} `}lines ${view.top + 1}-${Math.min(view.top + page, d.lines.length)}/${d.lines.length} byte ${bytesTo(d, view.top + page)}/${d.bytes}`;
        break;
      case "h":
        view.message = "q quits, space and b page, / searches, n and N go on, g and G to the ends";
        break;
    }
    count = "";
  }
}

function bytesTo(d: Document, line: number): number {
  return d.lines.slice(0, line).reduce((n, l) => n + encode(l).length + 1, 0);
}

async function draw(c: Call, screen: Screen, d: Document, view: View): Promise<void> {
  const { columns, rows } = screen.size;
  const page = rows - 1;
  let out = "\x1b[?25l";
  let row = 0;
  let line = view.top;
  const chop = c.options.has("S") || view.left > 0;
  while (row < page) {
    const text = d.lines[line];
    if (text === undefined) {
      out += `${at(++row, 1)}~${CLEAR_LINE}`;
      continue;
    }
    const number = c.options.has("N") ? `${String(line + 1).padStart(7)} ` : "";
    const width = columns - number.length;
    const total = columnOf(text, text.length);
    // A long line goes on below, unless it is to be cut off.
    for (let from = view.left; row < page; from += width) {
      out +=
        at(++row, 1) +
        (from === view.left ? number : " ".repeat(number.length)) +
        marked(clip(text, from, width), view.search) +
        CLEAR_LINE;
      if (chop || from + width >= total) break;
    }
    line++;
  }
  await screen.write(`${out + at(rows, 1) + status(d, view, line)}${CLEAR_LINE}\x1b[?25h`);
}

function marked(text: string, search: Regex | undefined): string {
  if (!search) return text;
  let out = "";
  let from = 0;
  for (let m = search.exec(text); m && m.end > m.index; m = search.exec(text, from)) {
    out += text.slice(from, m.index) + REVERSE + m.text + PLAIN;
    from = m.end;
  }
  return out + text.slice(from);
}

function status(d: Document, view: View, next: number): string {
  if (view.message) return REVERSE + view.message + PLAIN;
  if (next >= d.lines.length) return `${REVERSE}${view.first && d.name !== "-" ? `${d.name} ` : ""}(END)${PLAIN}`;
  return view.first && d.name !== "-" ? REVERSE + d.name + PLAIN : ":";
}

async function ask(c: Call, screen: Screen, d: Document, view: View, sign: string): Promise<void> {
  let text = "";
  for (;;) {
    await screen.write(at(screen.size.rows, 1) + sign + text + CLEAR_LINE);
    const key = await screen.key();
    if (key === undefined || key === "Escape" || key === "^C") return;
    if (key === "Enter") break;
    if (key === "Backspace") {
      if (text === "") return;
      text = [...text].slice(0, -1).join("");
    } else if ([...key].length === 1) text += key;
  }
  if (text !== "") {
    try {
      view.search = compileRegex(text, {
        extended: true,
        ignoreCase: c.options.has("I") || (c.options.has("i") && text === text.toLowerCase()),
      });
    } catch (e) {
      if (!(e instanceof BadRegex)) throw e;
      view.message = e.message;
      return;
    }
  }
  find(d, view, sign === "/" ? 1 : -1, view.top + (sign === "/" ? 0 : -1));
}

function find(d: Document, view: View, step: 1 | -1, from: number): void {
  if (!view.search) {
    view.message = "No previous regular expression";
    return;
  }
  for (let i = from; i >= 0 && i < d.lines.length; i += step) {
    if (!view.search.test(d.lines[i] ?? "")) continue;
    view.top = i;
    return;
  }
  view.message = "Pattern not found";
}
