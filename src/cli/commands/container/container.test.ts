import { expect, test } from "vitest";
import type { ContainerCreateRequest, ContainerSummary } from "../../../api/container.ts";
import type { AttachStreams, Engine } from "../../../api/engine.ts";
import { Conflict, NotFound, NotModified, StartFailed } from "../../../api/errors.ts";
import { readerOf } from "../../../std/stream.ts";
import { encode } from "../../../std/text.ts";
import { docker, NOW } from "../../test/fake.ts";

const ID = "7d3585c1936182d73ae7d666ce1f04caada2fa17c9b6c38c3416ac3eea33c469";
const found = (name: string) => {
  if (!name.startsWith("box")) throw new NotFound(`No such container: ${name}`);
};

test("several containers: good ones on stdout in order, then all errors", async () => {
  const engine: Partial<Engine> = { containerPause: async (name) => found(name) };
  expect(await docker(["pause", "no1", "box", "no2", "box2"], { engine })).toEqual({
    stdout: "box\nbox2\n",
    stderr: "Error response from daemon: No such container: no1\nError response from daemon: No such container: no2\n",
    exit: 1,
  });
});

test("rm -f counts what is not there as gone", async () => {
  const engine: Partial<Engine> = { containerRemove: async (name) => found(name) };
  expect(await docker(["rm", "-f", "no1", "box"], { engine })).toEqual({
    stdout: "box\n",
    stderr: "Error response from daemon: No such container: no1\n",
    exit: 0,
  });
  expect(await docker(["rm", ""], { engine })).toEqual({
    stdout: "",
    stderr: "container name cannot be empty\n",
    exit: 1,
  });
});

test("start tells each error at once and names those that did not start; one that runs is fine", async () => {
  const engine: Partial<Engine> = {
    async containerStart(name) {
      found(name);
      throw new NotModified("");
    },
  };
  expect(await docker(["start", "no1", "box"], { engine })).toEqual({
    stdout: "box\n",
    stderr: "Error response from daemon: No such container: no1\nError: failed to start containers: no1\n",
    exit: 1,
  });
});

const summary: ContainerSummary = {
  Id: ID,
  Names: ["/other/alias", "/one"],
  Image: "busybox:latest@sha256:24fd5a91ab546a40f723c5ea5a5c7ca1230f82631b9b6a87306c8922a84c3c4c",
  ImageID: "sha256:41b22f60ddc442326d77454ceee8a72b864a7dbc9ec3276988a27e6a7a6344fc",
  Command: "sh -c 'while true; do sleep 1; done'",
  Created: NOW / 1e6 - 90,
  Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" }],
  SizeRw: 12,
  SizeRootFs: 2_070_000,
  Labels: { team: "blue", app: "shop" },
  State: "running",
  Status: "Up About a minute",
  HostConfig: { NetworkMode: "bridge" },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

test("ps: the table, ids alone, and a template that asks for the size", async () => {
  const sizes: boolean[] = [];
  const engine: Partial<Engine> = {
    async containerList({ size }) {
      sizes.push(size);
      return [summary];
    },
  };
  const out = async (...args: string[]) => (await docker(["ps", ...args], { engine })).stdout;
  expect(await out()).toBe(
    'CONTAINER ID   IMAGE            COMMAND                  CREATED              STATUS              PORTS                  NAMES\n7d3585c19361   busybox:latest   "sh -c \'while true; …"   About a minute ago   Up About a minute   0.0.0.0:8080->80/tcp   one\n',
  );
  expect(await out("-q", "--no-trunc")).toBe(`${ID}\n`);
  expect(await out("--format", '{{.Size}} {{.Label "team"}} {{.Labels}}')).toBe(
    "12B (virtual 2.07MB) blue app=shop,team=blue\n",
  );
  expect(sizes).toEqual([false, false, true]);
  expect(await docker(["ps", "--format", "{{.Wrong}}"], { engine })).toEqual({
    stdout: "",
    stderr:
      'failed to execute template: template: :1:2: executing "" at <.Wrong>: can\'t evaluate field Wrong in type *formatter.ContainerContext\n',
    exit: 1,
  });
});

/** An engine that runs one container, and what was asked of it. */
function runner(status: number, startError?: Error): { readonly engine: Partial<Engine>; readonly calls: string[] } {
  const calls: string[] = [];
  const streams: AttachStreams = {
    stdin: { write: async () => {}, close: () => {} },
    stdout: readerOf(encode("out\n")),
    stderr: readerOf(encode("err\n")),
    detach: () => {},
  };
  let pulled = false;
  const engine: Partial<Engine> = {
    async containerCreate({ Config }: ContainerCreateRequest) {
      calls.push("create");
      if (Config.Image === "missing" && !pulled) throw new NotFound("No such image: missing:latest");
      if (Config.Image === "taken") throw new Conflict("Conflict. The name is taken.");
      return { Id: ID, Warnings: [] };
    },
    async *imagePull(reference) {
      pulled = true;
      yield { status: `Pulling ${reference}` };
    },
    async containerAttach() {
      calls.push("attach");
      return streams;
    },
    async containerWait(_, condition) {
      calls.push(`wait ${condition}`);
      return { response: async () => ({ StatusCode: status }) };
    },
    async containerStart() {
      calls.push("start");
      if (startError) throw startError;
    },
  };
  return { engine, calls };
}

test("run: create, attach, wait, start; its streams and its status", async () => {
  const { engine, calls } = runner(42);
  expect(await docker(["run", "--rm", "busybox", "true"], { engine })).toEqual({
    stdout: "out\n",
    stderr: "err\n",
    exit: 42,
  });
  expect(calls).toEqual(["create", "attach", "wait removed", "start"]);
});

test("run -d prints the id, also where the start fails then", async () => {
  expect(await docker(["run", "-d", "busybox"], { engine: runner(0).engine })).toEqual({
    stdout: `${ID}\n`,
    stderr: "",
    exit: 0,
  });
  const failing = runner(0, new StartFailed('exec: "x": executable file not found in $PATH', 127));
  expect(await docker(["run", "-d", "busybox", "x"], { engine: failing.engine })).toEqual({
    stdout: `${ID}\n`,
    stderr:
      "docker: Error response from daemon: exec: \"x\": executable file not found in $PATH\n\nRun 'docker run --help' for more information\n",
    exit: 127,
  });
});

test("run pulls what is missing and tries again; other errors end it with 125, create with 1", async () => {
  expect(await docker(["run", "missing"], { engine: runner(0).engine })).toEqual({
    stdout: "out\n",
    stderr: "Unable to find image 'missing:latest' locally\nPulling docker.io/library/missing:latest\nerr\n",
    exit: 0,
  });
  const taken = "Error response from daemon: Conflict. The name is taken.";
  expect(await docker(["run", "taken"], { engine: runner(0).engine })).toEqual({
    stdout: "",
    stderr: `docker: ${taken}\n\nRun 'docker run --help' for more information\n`,
    exit: 125,
  });
  expect(await docker(["create", "taken"], { engine: runner(0).engine })).toEqual({
    stdout: "",
    stderr: `${taken}\n`,
    exit: 1,
  });
});

test("run: conflicts that the client sees itself, each with its status", async () => {
  const { engine } = runner(0);
  const refused = async (...args: string[]) => {
    const { stderr, exit } = await docker(["run", ...args, "busybox"], { engine });
    return [stderr.split("\n")[0], exit];
  };
  expect([
    await refused("-it"),
    await refused("-d", "-a", "stdout"),
    await refused("--rm", "--restart", "always"),
    await refused("--pull", "sometimes"),
    await refused("--detach-keys", "foo"),
    await refused("--label-file", "nosuch"),
  ]).toEqual([
    ["the input device is not a TTY", 1],
    ["conflicting options: cannot specify both --attach and --detach", 1],
    ["docker: conflicting options: cannot specify both --restart and --rm", 125],
    [`docker: invalid pull option: 'sometimes': must be one of "always", "missing" or "never"`, 125],
    ["unable to upgrade to tcp, received 400", 1],
    ["docker: open nosuch: no such file or directory", 125],
  ]);
});

test("env files: comments, names from the client's environment, and mistakes", async () => {
  let env: readonly string[] | null = null;
  const engine: Partial<Engine> = {
    async containerCreate({ Config }) {
      env = Config.Env;
      return { Id: ID, Warnings: [] };
    },
  };
  const files = new Map([
    ["/root/app.env", "# all\nCOLOR=blue\n\n  SIZE=10 cm\r\nSHELL_USER\nNOTSET\n"],
    ["/root/bad.env", "two words=1\n"],
  ]);
  const args = ["create", "--env-file", "app.env", "-e", "COLOR=red", "-e", "SHELL_USER", "busybox"];
  await docker(args, { engine, files, env: { SHELL_USER: "me" } });
  expect(env).toEqual(["COLOR=blue", "SIZE=10 cm", "SHELL_USER=me", "COLOR=red", "SHELL_USER=me"]);
  expect((await docker(["create", "--env-file", "bad.env", "busybox"], { engine, files })).stderr).toBe(
    "docker: invalid env file (bad.env): variable 'two words' contains whitespaces\n\nRun 'docker create --help' for more information\n",
  );
});

test("exec that cannot start is told on stdout with the status of the exec", async () => {
  const engine: Partial<Engine> = {
    containerInspect: async () => ({}) as Awaited<ReturnType<Engine["containerInspect"]>>,
    execCreate: async () => ({ Id: "e" }),
    async execStart() {
      throw new StartFailed("OCI runtime exec failed", 127);
    },
    execInspect: async () => ({ ID: "e", ContainerID: ID, Running: false, ExitCode: 127, Pid: 0 }),
  };
  expect(await docker(["exec", "box", "x"], { engine })).toEqual({
    stdout: "OCI runtime exec failed\r\n",
    stderr: "",
    exit: 127,
  });
});
