import { listDate } from "../../../std/http-date.ts";
import { encode } from "../../../std/text.ts";
import type { Exchange } from "./exchange.ts";
import { flag } from "./parse.ts";

/** Widths of a name and of what follows it. */
const NAME = 50;

/** A folder as `autoindex` lists it: folders first, hidden names left out. */
export function listing(x: Exchange, folder: string): Uint8Array {
  const entries = x.p.files
    .readdir(folder)
    .filter((e) => !e.name.startsWith("."))
    .flatMap((e) => {
      try {
        return [{ name: e.name, stat: x.p.files.stat(`${folder}${e.name}`) }];
      } catch {
        return [];
      }
    })
    .map((e) => ({ ...e, isFolder: e.stat.kind === "directory" }))
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1));
  const rows = entries.map(({ name, stat, isFolder }) => {
    const shown = isFolder ? `${name}/` : name;
    const cut = shown.length > NAME ? `${shown.slice(0, NAME - 3)}..&gt;` : escape(shown);
    const pad = " ".repeat(Math.max(0, NAME - shown.length) + 1);
    const size = isFolder ? "-" : flag(x.block, "autoindex_exact_size", true) ? String(stat.size) : short(stat.size);
    const width = flag(x.block, "autoindex_exact_size", true) ? 20 : 8;
    return `<a href="${encodeURIComponent(name)}${isFolder ? "/" : ""}">${cut}</a>${pad}${listDate(stat.mtime)}${size.padStart(width)}\r\n`;
  });
  const title = `Index of ${escape(x.uri)}`;
  return encode(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1><hr><pre><a href="../">../</a>\r\n` +
      `${rows.join("")}</pre><hr></body>\r\n</html>\r\n`,
  );
}

function short(size: number): string {
  if (size >= 1024 ** 3) return `${Math.round(size / 1024 ** 3)}G`;
  if (size >= 1024 ** 2) return `${Math.round(size / 1024 ** 2)}M`;
  return size >= 9999 ? `${Math.round(size / 1024)}K` : String(size);
}

function escape(text: string): string {
  return text.replace(/[<>&"]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[c] ?? c);
}
