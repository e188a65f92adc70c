import { apkAdd } from "./alpine.ts";
import { installPackages } from "./debian/packages.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** The official image's layers upon its base: libraries, Python in /usr/local, and the names without their version. */
export const python: Recipe = [
  {
    on: /apt-get install|apk add/,
    apply: (k) =>
      k.editor.get("/etc/alpine-release")
        ? apkAdd(k, "ca-certificates tzdata")
        : installPackages(k, "ca-certificates netbase tzdata libsqlite3-0 libffi8"),
  },
  { on: /savedAptMark|\.build-deps|python\.tar/, apply: installPython },
  { on: /for src in/, apply: linkNames },
];

function installPython(k: Kitchen): void {
  const version = k.env("PYTHON_VERSION");
  const minor = version.split(".").slice(0, 2).join(".");
  const lib = `/usr/local/lib/python${minor}`;
  k.program(`/usr/local/bin/python${minor}`, version);
  k.link("/usr/local/bin/python3", `python${minor}`);
  for (const name of ["pip", "pip3", `pip${minor}`]) k.program(`/usr/local/bin/${name}`);
  k.programs("/usr/local/bin", `idle${minor} pydoc${minor} python${minor}-config`);
  for (const name of ["idle", "pydoc"]) k.link(`/usr/local/bin/${name}3`, `${name}${minor}`);
  k.link("/usr/local/bin/python3-config", `python${minor}-config`);
  k.folder(`${lib}/lib-dynload`);
  for (const name of "abc argparse asyncio/__init__ base64 collections/__init__ csv datetime functools http/server json/__init__ logging/__init__ os pathlib random re/__init__ socket sqlite3/__init__ subprocess threading typing unittest/__init__ urllib/request venv/__init__".split(
    " ",
  ))
    k.text(`${lib}/${name}.py`, "# drydock: what this file holds is not kept\n");
  const pip = Number(minor.split(".")[1]) >= 14 ? "26.1" : "25.0.1";
  k.text(`${lib}/site-packages/pip/__init__.py`, `__version__ = "${pip}"\n`);
  k.text(`${lib}/site-packages/pip-${pip}.dist-info/METADATA`, `Metadata-Version: 2.1\nName: pip\nVersion: ${pip}\n`);
  k.text(`${lib}/site-packages/README.txt`, "Packages that pip installs go here.\n");
}

function linkNames(k: Kitchen): void {
  for (const name of ["idle", "pydoc", "python"]) k.link(`/usr/local/bin/${name}`, `${name}3`);
  k.link("/usr/local/bin/python-config", "python3-config");
}
