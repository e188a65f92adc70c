import type { Process } from "../../kernel/process.ts";
import type { Instance } from "./instance.ts";
import { text } from "./natives.ts";

/** Where this Python has its parts. */
export interface Places {
  readonly executable: string;
  readonly prefix: string;
  readonly basePrefix: string;
  /** `/usr/local/lib/python3.13`. */
  readonly library: string;
}

/**
 * Finds them as CPython does: a `pyvenv.cfg` beside the program's folder names a virtual environment's base; else the
 * prefix is where the program lies.
 */
export function findPlaces(p: Process, version: string): Places {
  const executable = invoked(p);
  const folder = (path: string) => path.slice(0, path.lastIndexOf("/")) || "/";
  const bin = folder(executable);
  const own = folder(bin);
  const minor = version.split(".").slice(0, 2).join(".");
  const config = [`${bin}/pyvenv.cfg`, `${own}/pyvenv.cfg`].find((path) => p.files.exists(path));
  const home = config && /^home\s*=\s*(.*?)\s*$/m.exec(p.files.readText(config))?.[1];
  const basePrefix = folder(home ?? folder(p.executable));
  return { executable, prefix: config ? own : basePrefix, basePrefix, library: `${basePrefix}/lib/python${minor}` };
}

/** The name it was started by, as a path: a virtual environment's is a link to another's program. */
function invoked(p: Process): string {
  const name = p.argv[0] ?? "python3";
  if (name.includes("/")) return name.startsWith("/") ? name : `${p.cwd}/${name.replace(/^\.\//, "")}`;
  const found = (p.env.get("PATH") ?? "").split(":").map((folder) => `${folder}/${name}`);
  return found.find((path) => p.files.exists(path)) ?? p.executable;
}

/** Gives CPython its configuration and starts it; a status where it ended at once (`--help`, a bad option). */
export async function initialize(
  i: Instance,
  p: Process,
  places: Places,
  module: number,
  utf8: boolean,
): Promise<number | undefined> {
  const config = i.call("PyInitConfig_Create");
  const name = (key: string) => text(i, key);
  const number = (key: string, value: number) => i.call("PyInitConfig_SetInt", config, name(key), BigInt(value));
  const words = (key: string, value: string) => i.call("PyInitConfig_SetStr", config, name(key), text(i, value));
  const list = (key: string, values: readonly string[]) => {
    const at = i.allocate(4 * values.length + 4);
    values.forEach((v, n) => {
      i.heap.setInt(at + 4 * n, text(i, v));
    });
    i.call("PyInitConfig_SetStrList", config, name(key), values.length, at);
  };
  for (const [key, value] of Object.entries({
    configure_locale: 1,
    isolated: 0,
    use_environment: 1,
    user_site_directory: 1,
    safe_path: 0,
    parse_argv: 1,
    configure_c_stdio: 1,
    install_signal_handlers: 1,
    pathconfig_warnings: 0,
  }))
    number(key, value);
  if (utf8) number("utf8_mode", 1);
  list("argv", [p.argv[0] ?? "python3", ...p.argv.slice(1)]);
  words("executable", places.executable);
  words("base_executable", p.executable);
  words("prefix", places.prefix);
  words("exec_prefix", places.prefix);
  words("base_prefix", places.basePrefix);
  words("base_exec_prefix", places.basePrefix);
  words("stdlib_dir", places.library);
  const extra = ignoresEnvironment(p) ? "" : (p.env.get("PYTHONPATH") ?? "");
  const zip = `${places.library.replace(/(\d+)\.(\d+)$/, "$1$2")}.zip`;
  list("module_search_paths", [
    ...extra.split(":").filter(Boolean),
    zip,
    places.library,
    `${places.library}/lib-dynload`,
  ]);
  i.call("PyInitConfig_AddModule", config, name("_drydock"), module);
  if ((await i.run("Py_InitializeFromInitConfig", config)) >= 0) return undefined;
  const out = i.allocate(4);
  if (i.call("PyInitConfig_GetExitCode", config, out)) return i.heap.int(out);
  i.call("PyInitConfig_GetError", config, out);
  await p.write(2, `${i.heap.text(i.heap.int(out))}\n`);
  return 1;
}

/** As CPython does where no locale is set: UTF-8 from now on, for this process and its children. Whether it was so. */
export function coerceLocale(p: Process): boolean {
  const locale = p.env.get("LC_ALL") || p.env.get("LC_CTYPE") || p.env.get("LANG") || "C";
  const plain = locale === "C" || locale === "POSIX";
  if (plain && !p.env.get("LC_ALL")) p.env.set("LC_CTYPE", "C.UTF-8");
  return plain;
}

/** Whether an option before the program says so: `-E`, `-I`. */
function ignoresEnvironment(p: Process): boolean {
  for (const a of p.argv.slice(1)) {
    if (!/^-[A-Za-z]/.test(a) || /^-[cm]/.test(a)) return false;
    if (/[EI]/.test(a)) return true;
  }
  return false;
}
