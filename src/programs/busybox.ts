import type { Process } from "../kernel/process.ts";
import { decode } from "../std/text.ts";
import { APPLETS } from "./lib/applets.ts";
import { BUSYBOX, type Flavour, type Tool } from "./lib/flavour.ts";
import { programTable } from "./table.ts";

/**
 * The one binary of BusyBox images. Under another name (a symlink's) it is that applet; `busybox APPLET …` becomes it.
 * An image may put behind the program's name in the binary the banner that it prints and, in a line `musl`, its C library.
 */
export const busybox: Tool = async (p) => {
  const called = (p.argv[0] ?? "busybox").split("/").at(-1)?.replace(/^-/, "") ?? "busybox";
  const flavour = flavourOf(p);
  if (called !== "busybox") return runApplet(p, called, flavour);
  const [first, ...rest] = p.argv.slice(1);
  if (first === undefined || first === "--help") return await overview(p, flavour, rest[0]);
  if (first === "--list") return await print(p, APPLETS.map((a) => `${a}\n`).join(""));
  if (first === "--list-full") return await print(p, APPLETS.map((a) => `bin/${a}\n`).join(""));
  if (first === "--install") return await install(p, rest);
  if (!runnable(first)) return await notFound(p, first);
  return await p.exec([p.executable, ...rest], p.env, first);
};

async function runApplet(p: Process, name: string, flavour: Flavour): Promise<number> {
  const load = runnable(name);
  if (!load) return await notFound(p, name);
  const tool = await p.load(load);
  // Not awaited here: ten thousand may sleep, and each frame that waits is kept.
  return tool(p, flavour);
}

function runnable(name: string): (() => Promise<Tool>) | undefined {
  return name === "busybox" ? undefined : programTable.get(ALIASES[name] ?? name);
}

const ALIASES: Readonly<Record<string, string>> = { sh: "ash", "[[": "[" };

async function notFound(p: Process, name: string): Promise<number> {
  if (!APPLETS.includes(name)) {
    await p.write(2, `${name}: applet not found\n`);
    return 127;
  }
  await p.write(2, `drydock: busybox ${name} is not simulated\n`);
  return 126;
}

function flavourOf(p: Process): Flavour {
  const head = decode(p.files.readFile(p.executable).subarray(0, 512)).split("\n");
  const banner = head.find((line) => line.startsWith("BusyBox v"));
  return { ...BUSYBOX, banner: banner ?? BUSYBOX.banner, libc: head.includes("musl") ? "musl" : "glibc" };
}

async function print(p: Process, text: string): Promise<number> {
  await p.write(1, text);
  return 0;
}

async function overview(p: Process, flavour: Flavour, applet: string | undefined): Promise<number> {
  if (applet !== undefined && APPLETS.includes(applet)) {
    const { usageOf } = await p.load(() => import("./lib/busybox-usage.ts"));
    return await print(p, usageOf(flavour, applet));
  }
  const usage = `Usage: busybox [function [arguments]...]
   or: busybox --list[-full]
   or: busybox --install [-s] [DIR]
   or: function [arguments]...

	One binary that holds all of these programs: it is the one whose name it
	is called by, mostly through a link to it.

Currently defined functions:
`;
  return await print(p, `${flavour.banner}\n\n${usage}${wrapped(APPLETS)}`);
}

function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  names.forEach((name, i) => {
    const part = i < names.length - 1 ? `${name},` : name;
    if (line && 8 + line.length + 1 + part.length > 79) {
      lines.push(line);
      line = part;
    } else line = line ? `${line} ${part}` : part;
  });
  return [...lines, line].map((l) => `\t${l}\n`).join("");
}

/** `busybox --install [-s] [DIR]`: links for every applet. */
async function install(p: Process, args: readonly string[]): Promise<number> {
  const symbolic = args[0] === "-s";
  const dir = args[symbolic ? 1 : 0];
  for (const applet of APPLETS) {
    const path = `${dir ?? "/bin"}/${applet}`;
    if (p.files.exists(path)) continue;
    if (symbolic) p.files.symlink(p.executable, path);
    else p.files.link(p.executable, path);
  }
  return 0;
}
