/** What stands on a terminal's screen after this output: its rows without the blanks at their ends. */
export function seen(output: string, columns = 80, rows = 24): string[] {
  let cells = blank(columns, rows);
  let [row, column] = [0, 0];
  const down = () => {
    if (row < rows - 1) row++;
    else cells = [...cells.slice(1), Array.from({ length: columns }, () => " ")];
  };
  const sequence = /\x1b\[([?\d;]*)([A-Za-z])|\x1b[()].|\x1b./gy;
  for (let i = 0; i < output.length; ) {
    sequence.lastIndex = i;
    const m = sequence.exec(output);
    if (m) {
      i += m[0].length;
      const [a = 0, b = 0] = (m[1] ?? "").split(";").map(Number);
      if (m[2] === "H") [row, column] = [Math.min(rows, a || 1) - 1, Math.min(columns, b || 1) - 1];
      else if (m[2] === "K") cells[row]?.fill(" ", column);
      else if (m[2] === "J") {
        if (a === 2) cells = blank(columns, rows);
        else {
          cells[row]?.fill(" ", column);
          for (const below of cells.slice(row + 1)) below.fill(" ");
        }
      }
      continue;
    }
    const [ch = ""] = output.slice(i, i + 2);
    i += ch.length;
    if (ch === "\r") column = 0;
    else if (ch === "\n") down();
    else if (ch === "\b") column = Math.max(0, column - 1);
    else if (ch === "\t") column = Math.min(columns - 1, column + 8 - (column % 8));
    else if (ch >= " ") {
      if (column === columns) {
        column = 0;
        down();
      }
      const line = cells[row];
      if (line) line[column++] = ch;
    }
  }
  return cells.map((line) => line.join("").trimEnd());
}

function blank(columns: number, rows: number): string[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => " "));
}

/** The screen as it was when the full-screen program left it. */
export function lastSeen(output: string, columns = 80): string[] {
  const end = output.lastIndexOf("\x1b[2J\x1b[?1049l");
  return seen(end < 0 ? output : output.slice(0, end), columns);
}
