import { expect, test } from "vitest";
import { nodeMachine } from "../../node/testing/machine.ts";

function machine() {
  const m = nodeMachine();
  m.files.mkdirs("/usr/lib/python3.13/site-packages");
  return { ...m, pip: (...args: string[]) => m.run({ argv: ["pip", ...args] }) };
}

const ROOT = /^WARNING: Running pip as the 'root' user .*\n$/;

test("a package comes with its needs, their files and its command; it is listed, shown and frozen", async () => {
  const { pip, files } = machine();
  const r = await pip("install", "flask==3.0.3");
  expect(r.stdout).toMatch(
    /^Collecting flask==3\.0\.3\n {2}Downloading flask-3\.0\.3-py3-none-any\.whl\.metadata \(.* kB\)\nCollecting blinker /,
  );
  expect(r.stdout).toMatch(
    /\nSuccessfully installed blinker-1\.9\.0 click-8\.3\.0 flask-3\.0\.3 itsdangerous-2\.2\.0 jinja2-3\.1\.6 markupsafe-3\.0\.3 werkzeug-3\.1\.8\n$/,
  );
  expect(r.stderr).toMatch(ROOT);
  expect(files.readText("/usr/lib/python3.13/site-packages/flask/__init__.py")).toContain('__version__ = "3.0.3"\n');
  expect(files.readText("/usr/bin/flask")).toMatch(/^#!\/usr\/bin\/python3\nimport sys\nfrom flask\.cli import main\n/);
  expect((await pip("freeze")).stdout).toBe(
    "blinker==1.9.0\nclick==8.3.0\nFlask==3.0.3\nitsdangerous==2.2.0\nJinja2==3.1.6\nMarkupSafe==3.0.3\nWerkzeug==3.1.8\n",
  );
  expect((await pip("show", "flask")).stdout).toMatch(
    /^Name: Flask\nVersion: 3\.0\.3\nSummary: .*\nHome-page: \nAuthor: \nAuthor-email: \nLicense: \nLocation: \/usr\/lib\/python3\.13\/site-packages\nRequires: blinker, click, itsdangerous, jinja2, markupsafe, werkzeug\nRequired-by: \n$/,
  );
});

test("a version is replaced; what is uninstalled leaves nothing behind", async () => {
  const { pip, files } = machine();
  await pip("install", "-q", "redis==4.6.0");
  const again = await pip("install", "--upgrade", "redis");
  expect(again.stdout).toContain(
    "Installing collected packages: redis\n  Attempting uninstall: redis\n    Found existing installation: redis 4.6.0\n    Uninstalling redis-4.6.0:\n      Successfully uninstalled redis-4.6.0\n",
  );
  expect((await pip("uninstall", "-y", "redis")).stdout).toBe(
    "Found existing installation: redis 7.0.1\nUninstalling redis-7.0.1:\n  Successfully uninstalled redis-7.0.1\n",
  );
  expect(files.readdir("/usr/lib/python3.13/site-packages")).toEqual([]);
});

test("a requirements file names its line in what is wrong with it", async () => {
  const { run } = machine();
  const r = await run({ argv: ["pip", "install", "-r", "bad.txt"], files: { "bad.txt": "# needs\nflask=3\n" } });
  expect(r).toEqual({
    stdout: "",
    stderr:
      "ERROR: Invalid requirement: 'flask=3': Expected end or semicolon (after name and no valid version specifier)\n    flask=3\n         ^ (from line 2 of bad.txt)\nHint: = is not a valid operator. Did you mean == ?\n",
    status: 1,
  });
});

test("what there is none of is refused in pip's words", async () => {
  const { pip } = machine();
  expect(await pip("install", "nosuchpackage")).toEqual({
    stdout: "",
    stderr:
      "ERROR: Could not find a version that satisfies the requirement nosuchpackage (from versions: none)\nERROR: No matching distribution found for nosuchpackage\n",
    status: 1,
  });
  expect((await pip("install", "flask==99")).stderr).toMatch(
    /^ERROR: Could not find a version that satisfies the requirement flask==99 \(from versions: 2\.0\.1, .*3\.1\.3\)\nERROR: No matching distribution found for flask==99\n$/,
  );
  expect((await pip("instal", "flask")).stderr).toBe('ERROR: unknown command "instal" - maybe you meant "install"\n');
  expect((await pip("install", "--no-index", "flask")).stderr).toBe(
    "ERROR: Could not find a version that satisfies the requirement flask (from versions: none)\nERROR: No matching distribution found for flask\n",
  );
});

test("a package that does nothing says so where it is imported", async () => {
  const { pip, files } = machine();
  await pip("install", "-q", "--no-deps", "pandas");
  expect(files.readText("/usr/lib/python3.13/site-packages/pandas/__init__.py")).toBe(
    'raise ImportError("drydock: the package pandas is not simulated", name="pandas")\n',
  );
});

test("a virtual environment has a pip and packages of its own; -m pip is the same pip", async () => {
  const { run, files } = machine();
  await run({ argv: ["python3", "-m", "venv", "env"] });
  expect((await run({ argv: ["env/bin/python", "-m", "pip", "install", "redis"] })).stderr).toMatch(/^\n\[notice\]/);
  expect((await run({ argv: ["env/bin/pip", "freeze"] })).stdout).toBe("redis==7.0.1\n");
  const where = "import redis, sys; print(redis.__file__, sys.prefix, sys.base_prefix)";
  expect((await run({ argv: ["env/bin/python", "-c", where] })).stdout).toBe(
    "/app/env/lib/python3.13/site-packages/redis/__init__.py /app/env /usr\n",
  );
  expect((await run({ argv: ["python3", "-c", where] })).stderr).toMatch(/No module named 'redis'\n$/);
  expect(files.readText("/app/env/pyvenv.cfg")).toMatch(/^home = \/usr\/bin\n/);
});
