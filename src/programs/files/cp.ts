import { type Call, defineTool } from "../lib/tool.ts";
import { type CopyWish, copyTo, destinations } from "./copy.ts";

const LONG = {
  archive: "a",
  force: "f",
  interactive: "i",
  link: "l",
  dereference: "L",
  "no-clobber": "n",
  "no-dereference": "P",
  "preserve::": "preserve",
  "no-preserve:": "no-preserve",
  recursive: "r",
  "symbolic-link": "s",
  "target-directory:": "t",
  "no-target-directory": "T",
  "update::": "u",
  verbose: "v",
  "reflink::": "reflink",
  "sparse::": "sparse",
};

/** Copies files, with -r folders: to a name, or several into a folder. */
export const cp = defineTool(
  {
    name: "cp",
    syntax: { short: "adfHilLnPprRst:Tuv", long: LONG },
    busybox: { short: "arRdPLHpfinlsTuvt:", long: LONG },
    usage: "[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...",
  },
  async (c) => {
    const wish = wishOf(c);
    const places = await destinations(c);
    for (const { from, to } of places) await copyTo(c, from, to, wish);
    return c.status;
  },
);

function wishOf(c: Call): CopyWish {
  const o = c.options;
  const recursive = o.has("r") || o.has("R") || o.has("a");
  const links = o.last("L", "P", "H", "d", "a");
  const follow = links === "L" ? "always" : links === "H" ? "operands" : links || recursive ? "never" : "always";
  const kept = new Set((o.has("preserve") ? (o.value("preserve") ?? "mode,ownership,timestamps") : "").split(","));
  const dropped = new Set((o.value("no-preserve") ?? "").split(","));
  const keeps = (name: string) =>
    (o.has("a") || o.has("p") || kept.has(name) || kept.has("all")) && !dropped.has(name) && !dropped.has("all");
  const existing = o.last("i", "n", "f");
  return {
    recursive,
    follow,
    preserve: { mode: keeps("mode"), owner: keeps("ownership"), time: keeps("timestamps") },
    existing: existing === "n" ? "keep" : existing === "i" ? "ask" : o.has("u") ? "update" : "overwrite",
    force: o.has("f"),
    verbose: o.has("v"),
    link: o.has("l") ? "hard" : o.has("s") ? "symbolic" : undefined,
  };
}
