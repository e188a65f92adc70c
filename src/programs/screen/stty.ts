import { COOKED, RAW, type Terminal, type TerminalMode } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import { type Call, defineTool } from "../lib/tool.ts";

type Flag = keyof TerminalMode;
const FLAGS: readonly Flag[] = ["isig", "icanon", "echo", "icrnl", "opost"];

/** What else real settings are called here: these are always as they are. */
const FIXED = new Set([
  "iexten",
  "echoe",
  "echok",
  "echoctl",
  "echoke",
  "onlcr",
  "brkint",
  "ixon",
  "imaxbel",
  "iutf8",
  "cread",
  "cs8",
  "hupcl",
]);

/** Shows and changes the line discipline's settings. */
export const stty = defineTool(
  {
    name: "stty",
    syntax: { short: "" },
    usage:
      "[-F DEVICE | --file=DEVICE] [SETTING]...\n[-F DEVICE | --file=DEVICE] [-a|--all]\n[-F DEVICE | --file=DEVICE] [-g|--save]",
    raw: true,
  },
  async (c) => {
    const words = [...c.operands];
    const fd = await source(c, words);
    const terminal = c.p.terminal(fd.number);
    if (!terminal)
      return await c.fail(
        c.flavour.pick(
          fd.path === undefined
            ? "'standard input': Inappropriate ioctl for device"
            : `${fd.path}: Inappropriate ioctl for device`,
          `${fd.path ?? "standard input"}: Inappropriate ioctl for device`,
        ),
      );
    if (!words.length) await brief(c, terminal);
    for (let i = 0; i < words.length; i++) i += await apply(c, terminal, words, i, fd.path ?? "standard input");
    return 0;
  },
);

async function source(c: Call, words: string[]): Promise<{ number: number; path: string | undefined }> {
  const at = words.findIndex((w) => w === "-F" || w.startsWith("--file=") || /^-F./.test(w));
  if (at < 0) return { number: 0, path: undefined };
  const word = words[at] ?? "";
  const path = word === "-F" ? (words[at + 1] ?? "") : word.replace(/^--file=|^-F/, "");
  words.splice(at, word === "-F" ? 2 : 1);
  try {
    return { number: await c.p.open(path, { read: true }), path };
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(`${path}: ${e.strerror}`);
  }
}

function shown(mode: TerminalMode, flag: Flag): string {
  return mode[flag] ? flag : `-${flag}`;
}

async function brief(c: Call, t: Terminal): Promise<void> {
  await c.out.write("speed 38400 baud; line = 0;\n");
  const changed = FLAGS.filter((f) => t.mode[f] !== COOKED[f]).map((f) => shown(t.mode, f));
  await c.out.write(`${["-brkint", "-imaxbel", "iutf8", ...changed].join(" ")}\n`);
}

async function all(c: Call, t: Terminal): Promise<void> {
  const { columns, rows } = t.windowSize;
  const m = t.mode;
  await c.out.write(`speed 38400 baud; rows ${rows}; columns ${columns}; line = 0;
intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;
-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr ${shown(m, "icrnl")} ixon -ixoff -iuclc -ixany -imaxbel iutf8
${shown(m, "opost")} -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
${shown(m, "isig")} ${shown(m, "icanon")} iexten ${shown(m, "echo")} echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho -extproc
`);
}

/** BusyBox takes a terminal of no size for a mistake of the terminal's. */
async function tellSize(c: Call, t: Terminal, device: string): Promise<void> {
  const { rows, columns } = t.windowSize;
  if (rows === 0 && columns === 0 && c.flavour.pick(false, true)) await c.complain(device);
  else await c.out.write(`${rows} ${columns}\n`);
}

/** Carries out one word; gives how many more it took. */
async function apply(c: Call, t: Terminal, words: readonly string[], i: number, device: string): Promise<number> {
  const word = words[i] ?? "";
  const next = words[i + 1];
  const name = word.replace(/^-/, "") as Flag;
  if (FLAGS.includes(name)) t.setMode({ ...t.mode, [name]: !word.startsWith("-") });
  else if (word === "size") await tellSize(c, t, device);
  else if (word === "-a" || word === "--all") await all(c, t);
  else if (word === "-g" || word === "--save") await c.out.write(`${FLAGS.map((f) => Number(t.mode[f])).join(":")}\n`);
  else if (word === "speed") await c.out.write("38400\n");
  else if (word === "raw" || word === "-cooked") t.setMode({ ...RAW, echo: t.mode.echo });
  else if (word === "cooked" || word === "-raw" || word === "sane")
    t.setMode(word === "sane" ? COOKED : { ...COOKED, echo: t.mode.echo });
  else if (word === "cbreak" || word === "-icanon") t.setMode({ ...t.mode, icanon: false });
  else if (word === "-cbreak") t.setMode({ ...t.mode, icanon: true });
  else if (/^[01](:[01]){4}$/.test(word))
    t.setMode(Object.fromEntries(FLAGS.map((f, k) => [f, word.split(":")[k] === "1"])) as unknown as TerminalMode);
  else if (["rows", "cols", "columns"].includes(word)) {
    if (next === undefined || !/^\d+$/.test(next))
      return await c.fail(
        next === undefined ? `missing argument to ${c.quote(word)}` : `invalid integer argument: ${c.quote(next)}`,
      );
    t.setSize(word === "rows" ? { ...t.windowSize, rows: Number(next) } : { ...t.windowSize, columns: Number(next) });
    return 1;
  } else if (["min", "time", "intr", "eof", "erase", "kill", "susp", "quit"].includes(word)) {
    return await c.fail(`drydock: stty ${word} is not simulated`);
  } else if (!FIXED.has(name) && !/^\d+$/.test(word)) {
    if (c.flavour.busybox) return await c.fail(`invalid argument '${word}'`);
    return await c.badUsage(`invalid argument ${c.quote(word)}`);
  }
  return 0;
}
