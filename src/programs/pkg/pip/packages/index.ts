/** A package's Python files, by their path in site-packages. `@VERSION@` stands for the version that is installed. */
export interface PackageFiles {
  readonly files: Readonly<Record<string, string>>;
}

/** The packages that do something, by name: each is a chunk of its own, loaded when it is installed. */
const BEHAVIOUR: Readonly<Record<string, () => Promise<PackageFiles>>> = {
  blinker: () => import("./blinker/files.ts"),
  click: () => import("./click/files.ts"),
  fastapi: () => import("./fastapi/files.ts"),
  flask: () => import("./flask/files.ts"),
  gunicorn: () => import("./gunicorn/files.ts"),
  itsdangerous: () => import("./itsdangerous/files.ts"),
  jinja2: () => import("./jinja2/files.ts"),
  markupsafe: () => import("./markupsafe/files.ts"),
  "mysql-connector-python": () => import("./mysql/files.ts"),
  psycopg: () => import("./psycopg/files.ts"),
  psycopg2: () => import("./psycopg2/files.ts"),
  "psycopg2-binary": () => import("./psycopg2/files.ts"),
  pydantic: () => import("./pydantic/files.ts"),
  pymysql: () => import("./pymysql/files.ts"),
  "python-dotenv": () => import("./dotenv/files.ts"),
  redis: () => import("./redis/files.ts"),
  requests: () => import("./requests/files.ts"),
  urllib3: () => import("./urllib3/files.ts"),
  uvicorn: () => import("./uvicorn/files.ts"),
  werkzeug: () => import("./werkzeug/files.ts"),
};

/** A package's files: what it does, or the one that says that it does nothing. */
export async function packageFiles(
  name: string,
  module: string,
  version: string,
): Promise<ReadonlyMap<string, string>> {
  const load = BEHAVIOUR[name];
  if (!load)
    return new Map([
      [
        `${module}/__init__.py`,
        `raise ImportError("drydock: the package ${name} is not simulated", name="${module}")\n`,
      ],
    ]);
  const { files } = await load();
  return new Map(Object.entries(files).map(([path, text]) => [path, text.replaceAll("@VERSION@", version)]));
}
