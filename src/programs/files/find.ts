import type { Stat } from "../../filesystem/files.ts";
import { isErrno } from "../../std/errno.ts";
import { usageOf } from "../lib/busybox-usage.ts";
import { GNU, type Tool } from "../lib/flavour.ts";
import { createOutput } from "../lib/output.ts";
import { baseName, joinPath } from "../lib/paths.ts";
import { quoteLocale } from "../lib/quote.ts";
import { BadFind, type FindContext, type Match, parseFind } from "./find-expression.ts";

/** Walks folders and tests and acts on each file. Folders are read in the order of their names. */
export const find: Tool = async (p, flavour = GNU) => {
  const args = p.argv.slice(1);
  const name = flavour.busybox ? "find" : (p.argv[0] ?? "find");
  const out = createOutput(p, 1);
  const context: FindContext = {
    p,
    flavour,
    out,
    now: p.now(),
    quit: false,
    status: 0,
    depthFirst: false,
    maxDepth: Number.POSITIVE_INFINITY,
    minDepth: 0,
    sameDevice: false,
    follow: "never",
    extended: false,
    async complain(text) {
      context.status = 1;
      await out.flush();
      await p.write(2, `${name}: ${text}\n`);
    },
  };
  while (/^-[HLP]$/.test(args[0] ?? ""))
    context.follow = { H: "operands", L: "always", P: "never" }[
      (args.shift() ?? "-P")[1] ?? "P"
    ] as FindContext["follow"];
  const at = args.findIndex((a) => /^[-(!,)]./.test(a) || a === "(" || a === "!" || a === ",");
  const paths = at < 0 ? args : args.slice(0, at);
  let parsed: ReturnType<typeof parseFind>;
  try {
    parsed = parseFind(at < 0 ? [] : args.slice(at), context);
  } catch (e) {
    if (!(e instanceof BadFind)) throw e;
    await p.write(
      2,
      `${name}: ${flavour.pick(e.message, e.busybox)}\n${flavour.busybox && e.usage ? usageOf(flavour, "find") : ""}`,
    );
    return 1;
  }
  for (const path of paths.length ? paths : ["."]) {
    await visit(context, parsed.match, path, 0, undefined);
    if (context.quit) break;
  }
  await parsed.finish();
  await out.flush();
  return context.status;
};

async function visit(
  context: FindContext,
  match: Match,
  path: string,
  depth: number,
  device: number | undefined,
): Promise<void> {
  const { p } = context;
  await p.tick();
  let stat: Stat;
  try {
    stat = look(context, path, depth);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await context.complain(`${shown(context, path)}: ${e.strerror}`);
  }
  const folder =
    stat.kind === "directory" &&
    depth < context.maxDepth &&
    !(context.sameDevice && device !== undefined && device !== stat.dev);
  const file = { path, name: baseName(path), depth, stat, prune: false };
  const test = async () => {
    if (depth >= context.minDepth) await match(file);
  };
  if (!context.depthFirst) await test();
  if (folder && !file.prune && !context.quit) {
    let names: string[] = [];
    try {
      names = p.files.readdir(path).map((e) => e.name);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await context.complain(`${shown(context, path)}: ${e.strerror}`);
    }
    for (const name of names) {
      await visit(context, match, joinPath(path, name), depth + 1, stat.dev);
      if (context.quit) return;
    }
  }
  if (context.depthFirst) await test();
}

function look(context: FindContext, path: string, depth: number): Stat {
  const follows = context.follow === "always" || (context.follow === "operands" && depth === 0);
  if (!follows) return context.p.files.lstat(path);
  try {
    return context.p.files.stat(path);
  } catch {
    return context.p.files.lstat(path);
  }
}

function shown(context: FindContext, path: string): string {
  return context.flavour.busybox ? path : quoteLocale(context.p.env, path);
}
