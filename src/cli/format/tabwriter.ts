/**
 * Lays text out in columns as Go's text/tabwriter does with the docker client's settings (cells at least 10 wide, 3 of
 * padding, blanks). A cell ends at a tab; what follows a line's last tab belongs to no column. A column is a run of
 * neighbouring lines that have a cell there, as wide as its widest cell; widths count characters, not screen cells.
 */
export function tabulate(text: string, settings: TabSettings = DOCKER_TABS): string {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const widths: number[] = [];
  const out: string[] = [];
  const write = (from: number, to: number) => {
    for (const cells of lines.slice(from, to)) {
      let line = "";
      cells.forEach((cell, i) => {
        const width = widths[i];
        line += i < cells.length - 1 && width !== undefined ? cell.padEnd(cell.length + width - size(cell)) : cell;
      });
      out.push(line);
    }
  };
  const format = (from: number, to: number) => {
    const column = widths.length;
    let done = from;
    for (let at = from; at < to; at++) {
      if (column >= (lines[at]?.length ?? 0) - 1) continue;
      write(done, at);
      done = at;
      let width = settings.minWidth;
      for (; at < to && column < (lines[at]?.length ?? 0) - 1; at++) {
        width = Math.max(width, size(lines[at]?.[column] ?? "") + settings.padding);
      }
      widths.push(width);
      format(done, at);
      widths.pop();
      done = at;
      at--;
    }
    write(done, to);
  };
  format(0, lines.length);
  return out.join("\n");
}

export interface TabSettings {
  readonly minWidth: number;
  readonly padding: number;
}

const DOCKER_TABS: TabSettings = { minWidth: 10, padding: 3 };

function size(text: string): number {
  let n = text.length;
  for (let i = 1; i < text.length; i++) if (isLow(text.charCodeAt(i)) && isHigh(text.charCodeAt(i - 1))) n--;
  return n;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
