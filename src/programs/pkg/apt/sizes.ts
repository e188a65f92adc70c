/** Bytes as apt shows them: `269 kB`, `9,669 kB`, `1.2 MB`, in thousands. */
export function aptSize(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)}`;
  let value = bytes;
  let unit = 0;
  while (value >= 10_000 && unit < 4) {
    value /= 1000;
    unit++;
    if (value < 100) return `${value.toFixed(1)} ${["", "k", "M", "G", "T"][unit]}`;
  }
  if (unit === 0) return bytes < 10_000 ? grouped(bytes) : grouped(value);
  return `${grouped(value)} ${["", "k", "M", "G", "T"][unit]}`;
}

function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `Fetched 10.0 MB in 1s (8,123 kB/s)`. */
export function fetched(bytes: number, span: number): string {
  const seconds = span / 1e6;
  return `Fetched ${aptSize(bytes)}B in ${Math.floor(seconds)}s (${aptSize(bytes / Math.max(seconds, 0.001))}B/s)\n`;
}

/** Names in lines of at most 76 columns, indented by two spaces. */
export function nameList(names: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const name of names) {
    if (line !== "" && line.length + name.length + 1 > 76) {
      lines.push(line);
      line = "";
    }
    line += `${line === "" ? "" : " "}${name}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((l) => `  ${l}\n`).join("");
}
