import type { ImageSummary } from "../../../api/image.ts";
import { humanSize } from "../../../std/size.ts";
import { charWidth } from "../../../std/width.ts";
import { CliError, type CommandContext } from "../../command.ts";
import type { Host } from "../../host.ts";
import { shortID } from "../../text.ts";

/** What `--tree` is refused with, in the order in which it is looked at: the flag, what the refusal calls it. */
const REFUSED = [
  ["quiet", "quiet"],
  ["no-trunc", "no-trunc"],
  ["digests", "show-digest"],
] as const;

/** Of a line that goes to no terminal. */
const WIDTH = 80;

const GAP = "   ";
/** The columns behind the names: their headings, as wide as the cells are. */
const COLUMNS = [
  { title: "ID", width: 12, right: false },
  { title: "DISK USAGE", width: 10, right: true },
  { title: "CONTENT SIZE", width: 12, right: true },
  { title: "EXTRA", width: 5, right: false },
] as const;

const BESIDE = COLUMNS.reduce((sum, c) => sum + GAP.length + c.width, 0);

/** Colours as the terminal's escape sequences; none where the output goes elsewhere. */
interface Colours {
  readonly warning: (text: string) => string;
  readonly name: (text: string) => string;
  readonly untagged: (text: string) => string;
  readonly cell: (text: string) => string;
  readonly legend: string;
  readonly used: string;
}

const RESET = "\x1b[0m";
const painted = (...codes: string[]) => {
  const before = codes.map((c) => `\x1b[${c}m`).join("");
  return (text: string) => `${before}${text}${RESET}`;
};
const plain = (text: string) => text;

const PLAIN: Colours = {
  warning: plain,
  name: plain,
  untagged: plain,
  cell: plain,
  legend: "Info -> ",
  used: "U",
};
const COLOURED: Colours = {
  warning: painted("93"),
  name: painted("34", "1"),
  untagged: painted("39", "2"),
  cell: painted("39"),
  legend: `\x1b[1m\x1b[106m\x1b[30mi${RESET}${RESET} \x1b[96mInfo → ${RESET}${RESET}`,
  used: painted("38;5;0", "48;5;14")(" U "),
};

/** Throws where another flag does not go with `--tree`. */
export function refuseBesideTree(flags: CommandContext["flags"]): void {
  const refused = REFUSED.find(([flag]) => flags.bool(flag))?.[1] ?? (flags.string("format") ? "format" : undefined);
  if (refused !== undefined) throw new CliError(`--${refused} is not yet supported with --tree`);
}

/**
 * `docker images --tree`: an image once, with all its names one under the other, and whether containers use it. One
 * without a tag is there with `--all` only.
 */
export async function printTree(
  host: Host,
  images: readonly ImageSummary[],
  options: { readonly all: boolean; readonly used: ReadonlySet<string> },
): Promise<void> {
  const { stdout } = host;
  const c = stdout.isTerminal ? COLOURED : PLAIN;
  const width = (stdout.isTerminal && host.terminal?.size().columns) || WIDTH;
  const shown = images.filter((i) => options.all || i.RepoTags.length > 0);
  const longest = Math.max(...shown.flatMap((i) => i.RepoTags.map((n) => n.length)), 0);
  const column = Math.max("IMAGE".length, Math.min(longest, width - BESIDE));
  const legend = `${c.legend} ${c.used} In Use `;
  const lines = [
    c.warning("WARNING: This is an experimental feature. The output may change and shouldn't be depended on."),
    `${" ".repeat(Math.max(0, width - visible(legend)))}${legend}`,
    "",
    heading(column),
  ];
  for (const image of shown) {
    const names = namesOf(image);
    const paint = image.RepoTags.length ? c.name : c.untagged;
    const last = cut(names.pop() ?? "", column);
    lines.push(...names.map(paint));
    const cells = [shortID(image.Id), humanSize(image.Size, 3), "0B"].map((text) => [text, c.cell(text)] as const);
    cells.push(options.used.has(image.Id) ? ["U".padEnd(visible(c.used)), c.used] : ["", ""]);
    const row = COLUMNS.map(({ width: w, right }, i) => {
      const [text = "", full = ""] = cells[i] ?? [];
      const space = " ".repeat(w - text.length);
      return right ? GAP + space + full : GAP + full + space;
    });
    lines.push(`${paint(last)}${" ".repeat(column - last.length)}${row.join("")}`);
  }
  await stdout.print(`${lines.join("\n")}\n`);
}

/** The longest first. */
function namesOf(image: ImageSummary): string[] {
  if (image.RepoTags.length === 0) return ["<untagged>"];
  return [...image.RepoTags].sort((a, b) => b.length - a.length);
}

function cut(name: string, width: number): string {
  return name.length > width ? `${name.slice(0, width - 1)}…` : name;
}

function heading(column: number): string {
  const title = painted("39", "1");
  const all = [{ title: "IMAGE", width: column }, ...COLUMNS];
  return all
    .map((h, i) => title(h.title) + (i < all.length - 1 ? " ".repeat(h.width - h.title.length) + GAP : ""))
    .join("");
}

/** Columns that a text takes on the screen. */
function visible(text: string): number {
  let width = 0;
  for (const char of text.replaceAll(/\x1b\[[\d;]*m/g, "")) width += charWidth(char.codePointAt(0) ?? 0);
  return width;
}
