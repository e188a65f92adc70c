import { Binary, type Bson, bytesOfHex, type Doc, isDoc, ObjectId } from "../bson.ts";
import { MongoError } from "../errors.ts";
import { type Call, newUuid } from "../server.ts";
import { mechanismsOf } from "./login.ts";

const ok = (...fields: [string, Bson][]): Doc => new Map<string, Bson>([...fields, ["ok", 1]]);
const now = ({ server }: Call) => new Date(Math.floor(server.p.now() / 1000));

export async function hello(call: Call): Promise<Doc> {
  const { server, session, command } = call;
  const client = command.get("client");
  if (isDoc(client)) {
    const driver = client.get("driver");
    const app = client.get("application");
    await server.log("NETWORK", 51_800, `conn${session.id}`, "client metadata", {
      remote: session.remote,
      client: `conn${session.id}`,
      negotiatedCompressors: [],
      doc: {
        ...(isDoc(app) ? { application: { name: String(app.get("name")) } } : {}),
        driver: isDoc(driver)
          ? { name: String(driver.get("name")), version: String(driver.get("version")) }
          : { name: "", version: "" },
      },
    });
  }
  const process = new ObjectId(server.p.chance.hex("mongo process").slice(0, 24));
  return ok(
    ...(command.get("helloOk") === true ? ([["helloOk", true]] as [string, Bson][]) : []),
    [command.has("hello") ? "isWritablePrimary" : "ismaster", true],
    [
      "topologyVersion",
      new Map<string, Bson>([
        ["processId", process],
        ["counter", 0n],
      ]),
    ],
    ["maxBsonObjectSize", 16_777_216],
    ["maxMessageSizeBytes", 48_000_000],
    ["maxWriteBatchSize", 100_000],
    ["localTime", now(call)],
    ["logicalSessionTimeoutMinutes", 30],
    ["connectionId", session.id],
    ["minWireVersion", 0],
    ["maxWireVersion", 25],
    ["readOnly", false],
    ...mechanismsOf(call),
  );
}

export function buildInfo({ server }: Call): Doc {
  const parts = server.version.split(".").map(Number);
  return ok(
    ["version", server.version],
    ["gitVersion", "drydock"],
    ["modules", []],
    ["allocator", "tcmalloc-google"],
    ["javascriptEngine", "mozjs"],
    ["sysInfo", "deprecated"],
    ["versionArray", [...parts, 0].slice(0, 4)],
    ["bits", 64],
    ["debug", false],
    ["maxBsonObjectSize", 16_777_216],
    ["storageEngines", ["devnull", "wiredTiger"]],
  );
}

export function serverStatus(call: Call): Doc {
  const { server } = call;
  const seconds = Math.floor(server.p.uptime() / 1_000_000);
  return ok(
    ["host", server.p.hostname],
    ["version", server.version],
    ["process", "mongod"],
    ["pid", BigInt(server.p.pid)],
    ["uptime", seconds],
    ["localTime", now(call)],
    [
      "connections",
      new Map<string, Bson>([
        ["current", server.connections],
        ["available", 838_860 - server.connections],
        ["totalCreated", call.session.id],
      ]),
    ],
    [
      "storageEngine",
      new Map<string, Bson>([
        ["name", "wiredTiger"],
        ["persistent", true],
      ]),
    ],
  );
}

/** The start-up warnings that mongosh shows. */
export function getLog({ server, command }: Call): Doc {
  if (command.get("getLog") === "*") return ok(["names", ["global", "startupWarnings"]]);
  if (command.get("getLog") !== "startupWarnings")
    throw new MongoError(238, "drydock: getLog of anything but startupWarnings is not simulated");
  const stamp = new Date(Math.floor(server.began / 1000)).toISOString().replace("Z", "+00:00");
  const lines = server.auth
    ? []
    : [
        `{"t":{"$date":"${stamp}"},"s":"W","c":"CONTROL","id":22120,"ctx":"initandlisten","msg":"Access control is not enabled for the database. Read and write access to data and configuration is unrestricted","tags":["startupWarnings"]}\n`,
      ];
  return ok(["totalLinesWritten", lines.length], ["log", lines]);
}

export function getCmdLineOpts({ server }: Call): Doc {
  return ok(
    ["argv", [...server.p.argv]],
    ["parsed", new Map<string, Bson>([["net", new Map<string, Bson>([["port", server.port]])]])],
  );
}

export function getParameter({ server, command }: Call): Doc {
  if (command.get("featureCompatibilityVersion") !== undefined)
    return ok([
      "featureCompatibilityVersion",
      new Map<string, Bson>([["version", server.version.split(".").slice(0, 2).join(".")]]),
    ]);
  throw new MongoError(72, "no option found to get");
}

export function hostInfo(call: Call): Doc {
  const { p } = call.server;
  return ok(
    [
      "system",
      new Map<string, Bson>([
        ["currentTime", now(call)],
        ["hostname", p.hostname],
        ["cpuAddrSize", 64],
        ["numCores", p.cpus()],
        ["cpuArch", p.uname().machine],
      ]),
    ],
    [
      "os",
      new Map<string, Bson>([
        ["type", "Linux"],
        ["name", "Ubuntu"],
        ["version", "24.04"],
      ]),
    ],
  );
}

export function shutdown(call: Call): Doc {
  call.server.shutdown();
  return ok();
}

/** Sessions are taken for granted: nothing of them is kept. */
export const startSession = ({ server }: Call): Doc =>
  ok(["id", new Map([["id", new Binary(bytesOfHex(newUuid(server).replaceAll("-", "")), 4)]])], ["timeoutMinutes", 30]);
export const nothing = (): Doc => ok();
export const whatsmyuri = ({ session }: Call): Doc => ok(["you", session.remote]);
export const listCommands = (names: readonly string[]): Doc =>
  ok(["commands", new Map(names.map((n) => [n, new Map()]))]);
export const currentOp = (): Doc => ok(["inprog", []]);
export function logout({ session }: Call): Doc {
  session.user = undefined;
  return ok();
}
export function profile({ command }: Call): Doc {
  if (command.get("profile") !== -1) throw new MongoError(238, "drydock: the profiler is not simulated");
  return ok(["was", 0], ["slowms", 100], ["sampleRate", 1]);
}
