import { encode } from "../../std/text.ts";
import dbm from "./library/dbm.py?raw";
import dbmSqlite from "./library/dbm_sqlite3.py?raw";
import ensurepip from "./library/ensurepip.py?raw";
import ensurepipMain from "./library/ensurepip_main.py?raw";
import popenAnew from "./library/multiprocessing/popen_anew.py?raw";
import semaphores from "./library/multiprocessing/semaphores.py?raw";
import sharedctypes from "./library/multiprocessing/sharedctypes.py?raw";
import older from "./library/older.py?raw";
import pip from "./library/pip.py?raw";
import pipMain from "./library/pip_main.py?raw";
import sizes from "./library/sizes.py?raw";
import venv from "./library/venv.py?raw";
import venvMain from "./library/venv_main.py?raw";
import type { Library } from "./library.ts";

/** Modules of the standard library that CPython's package for WebAssembly leaves out, and what `-m pip` runs. */
export function addOwnModules(library: Library): void {
  for (const [path, text] of Object.entries({
    "dbm/__init__.py": dbm,
    "dbm/sqlite3.py": dbmSqlite,
    "venv/__init__.py": venv,
    "venv/__main__.py": venvMain,
    "ensurepip/__init__.py": ensurepip,
    "ensurepip/__main__.py": ensurepipMain,
    "_drydock_older.py": older,
    "_drydock_sizes.py": sizes,
    "_multiprocessing.py": semaphores,
    "multiprocessing/popen_anew.py": popenAnew,
    "multiprocessing/sharedctypes.py": sharedctypes,
    "_drydock_pip/__init__.py": pip,
    "_drydock_pip/__main__.py": pipMain,
  }))
    library.keep(path, encode(text));
}
