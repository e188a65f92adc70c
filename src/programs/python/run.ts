import type { Process } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { loadAssets } from "./assets.ts";
import { bootSource, FINISH, OLDER } from "./boot-source.ts";
import { hush, resident } from "./calls-system.ts";
import { coerceLocale, findPlaces, initialize, type Places } from "./configure.ts";
import { libc } from "./distribution.ts";
import type { Guest } from "./guest.ts";
import { adopt, type Instance, instantiate, limitStack } from "./instance.ts";
import { showLinuxErrors } from "./linux-errors.ts";
import { nativeModule, text } from "./natives.ts";
import { processNatives } from "./natives-process.ts";
import { raiseNatives } from "./natives-raise.ts";
import { threadNatives } from "./natives-threads.ts";
import { tellKernel, timeNatives } from "./natives-time.ts";
import { libraryOf } from "./older-library.ts";
import { wordAsBefore } from "./older-words.ts";
import { THREADS } from "./threads-source.ts";
import { zoneFile } from "./zone-file.ts";

export { loadAssets };

/** An instance that waits for its process. */
let ahead: Promise<Instance> | undefined;

async function takeInstance(): Promise<Instance> {
  const { module } = await loadAssets();
  const mine = ahead ?? instantiate(module);
  ahead = undefined;
  const instance = await mine;
  ahead = instantiate(module);
  return instance;
}

/** Runs CPython on this process, up to its end. Gives the exit status. */
export async function runPython(p: Process, version: string, banner: string): Promise<number> {
  const { instance, library } = await p.load(async () => ({
    instance: await takeInstance(),
    library: (await loadAssets()).library,
  }));
  const places = findPlaces(p, version);
  const g: Guest = {
    p,
    files: p.files,
    instance,
    heap: instance.heap,
    library: libraryOf(library, version),
    libraryRoot: places.library,
    libraryFiles: new Map(),
    folders: new Map(),
    sockets: new Map(),
    nonblocking: new Set(),
    inheritable: new Set([0, 1, 2]),
    signals: [],
    ended: undefined,
  };
  const coerced = coerceLocale(p);
  adopt(instance, g);
  if (!newer(version)) wordAsBefore(instance);
  p.setMemory(resident(instance.memory.buffer.byteLength));
  try {
    return await run(g, version, banner, places, coerced);
  } catch (error) {
    if (g.ended !== undefined) throw g.ended;
    return await crash(g, error);
  } finally {
    g.ended = undefined;
  }
}

async function run(g: Guest, version: string, banner: string, places: Places, coerced: boolean): Promise<number> {
  const { p, instance } = g;
  beLinux(instance, banner);
  tellKernel(g, SIGNALS.SIGINT, "handled");
  p.onSignal(SIGNALS.SIGPIPE, "ignore");
  instance.heap.setInt(instance.address("Py_EMSCRIPTEN_SIGNAL_HANDLING"), 1);
  const module = nativeModule(instance, {
    ...processNatives,
    ...timeNatives,
    ...threadNatives,
    ...raiseNatives,
    start: {
      run: () => {
        showLinuxErrors(instance);
        return bootSource({ version, libc: libc(p) });
      },
    },
    zone: { run: (_g, [name]) => zoneFile(typeof name === "string" ? name : "") ?? null },
    hush: { run: () => hush(instance, true) },
    unhush: { run: () => hush(instance, false) },
    finish: { run: () => FINISH + THREADS + (newer(version) ? "" : OLDER) },
  });
  const ended = await initialize(instance, p, places, module, coerced);
  if (ended !== undefined) return ended;
  await instance.run(
    "PyRun_SimpleStringFlags",
    text(instance, "import _drydock\nexec(_drydock.finish(), {})\ndel _drydock\n"),
    0,
  );
  limitStack(instance, instance.call("PyThreadState_Get"), instance.stack.value);
  return instance.run("Py_RunMain");
}

const newer = (version: string) => Number(version.split(".")[1]) >= 14;

/** CPython's names for its own version and platform, which it prints in its banner. */
function beLinux(i: Instance, banner: string): void {
  i.heap.setText(i.call("Py_GetVersion"), banner, 250);
  i.heap.setText(i.call("Py_GetPlatform"), "linux", 11);
}

/** The module itself failed: its stack ran over, or it met an error of its own. */
async function crash(g: Guest, error: unknown): Promise<number> {
  const e = error as { readonly name?: string; readonly message?: string; readonly stack?: string };
  const overflow = /call stack/i.test(e.message ?? "");
  await g.p.write(
    2,
    overflow ? "Fatal Python error: Stack overflow\n" : `drydock: python: ${e.stack ?? String(error)}\n`,
  );
  return overflow ? 139 : 70;
}
