import { ROOT } from "../../src/machine/host-user.ts";
import { createMachine, type Machine } from "../../src/machine.ts";
import { officialCatalog } from "../../src/registry/catalog/official.ts";
import { SECOND } from "../../src/std/time.ts";
import { parseScenario } from "../play/scenario.ts";
import type { Transcript } from "./standard.ts";

/** What Debian 13 has, or our catalog's neighbour of it. */
const PACKAGES =
  "flask requests redis psycopg psycopg2-binary pymysql gunicorn python-dotenv fastapi uvicorn click jinja2 werkzeug";
const SERVERS: Readonly<Record<string, string>> = {
  redis: "docker run -d --name redis --network container:lab redis",
  postgres: "docker run -d --name postgres --network container:lab -e POSTGRES_PASSWORD=secret postgres",
  mysql:
    "docker run -d --name mysql --network container:lab -e MYSQL_ROOT_PASSWORD=secret -e MYSQL_DATABASE=shop mysql",
};

/** Plays a session of `record.py` here: in a container of the python image that pip has filled. */
export async function playGolden(text: string): Promise<Transcript> {
  const { title = "", files, steps } = parseScenario(text);
  const services = /^# services: (.*)$/m.exec(text)?.[1]?.split(" ") ?? [];
  const machine = createMachine({
    catalog: officialCatalog,
    seed: title,
    user: ROOT,
    workingFolder: "/root",
    files: laid(files, steps),
  });
  await sure(
    machine,
    "docker run -d --name lab -w /lab -v /root/lab:/lab -v /root/steps:/steps -e COLUMNS=80 python:3.13 sleep infinity",
  );
  await sure(machine, `docker exec lab pip install -q ${PACKAGES}`);
  for (const service of services) await sure(machine, `${SERVERS[service]}`);
  if (services.length) await sure(machine, "sleep 20");
  const records = [];
  for (const [i, { cmd }] of steps.entries()) {
    const { stdout, stderr, exitCode } = await machine.exec(`docker exec lab bash /steps/${i} </dev/null`, {
      span: 60 * SECOND,
    });
    records.push({ cmd, stdout, stderr, exit: exitCode });
  }
  return { title, steps: records };
}

function laid(files: Readonly<Record<string, string>>, steps: readonly { readonly cmd: string }[]) {
  const out: Record<string, string> = {};
  for (const [path, body] of Object.entries(files)) out[`lab/${path}`] = body;
  for (const [i, { cmd }] of steps.entries()) out[`steps/${i}`] = `${cmd}\n`;
  return out;
}

async function sure(machine: Machine, cmd: string): Promise<void> {
  const { stderr, exitCode } = await machine.exec(cmd);
  if (exitCode !== 0) throw new Error(`${cmd}: ${stderr}`);
}
