/** Whether the text is an IPv4 address, or an IPv6 one without a zone, as Go's net.ParseIP reads them. */
export function isIP(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}

/** Four decimal numbers up to 255 without leading zeros. */
function isIPv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((p) => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) <= 255);
}

/** Eight groups of up to four hex digits; one `::` stands for at least one of zeros; the last two may be an IPv4 address. */
function isIPv6(text: string): boolean {
  return groupsOf(text) !== undefined;
}

/** The address as net.IP prints it: IPv6 in lower case with its longest run of zeros as `::`. The text when it is none. */
export function canonicalIP(text: string): string {
  const groups = groupsOf(text);
  if (!groups) return text;
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) {
    return [6, 7].flatMap((i) => [(groups[i] ?? 0) >> 8, (groups[i] ?? 0) & 255]).join(".");
  }
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === 0) length++;
    if (length > best.length) best = { start: i, length };
  }
  const words = groups.map((g) => g.toString(16));
  if (best.start < 0) return words.join(":");
  return `${words.slice(0, best.start).join(":")}::${words.slice(best.start + best.length).join(":")}`;
}

function groupsOf(text: string): number[] | undefined {
  if (!text.includes(":")) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => parseGroups(half));
  if (!left || (halves.length === 2 && !right)) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length === 1) return missing === 0 ? left : undefined;
  return missing < 1 ? undefined : [...left, ...Array<number>(missing).fill(0), ...(right ?? [])];
}

function parseGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && isIPv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/**
 * Whether the text is a hardware address of 6, 8 or 20 bytes: two hex digits each between colons or dashes, or four each
 * between dots.
 */
export function isMAC(text: string): boolean {
  const bytes = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(\1[0-9a-f]{2})*$/i.test(text) ? text.split(/[:-]/).length : 0;
  const words = /^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i.test(text) ? text.split(".").length * 2 : 0;
  return [6, 8, 20].includes(bytes + words);
}
