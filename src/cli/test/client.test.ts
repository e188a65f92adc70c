import { describe, expect, test } from "vitest";
import { NotFound, NotSimulated } from "../../api/errors.ts";
import { docker, NOW } from "./fake.ts";

const CONFIG = "/root/.docker/config.json";

describe("errors", () => {
  test("the daemon's words get the client's prefix, what is left out gets drydock's, several come one a line", async () => {
    const volumeRemove = async (name: string) => {
      if (name === "b") throw new NotFound("get b: no such volume");
      if (name === "c") throw new NotSimulated("volume plugins are not simulated");
    };
    expect(await docker(["volume", "rm", "a", "b", "c"], { engine: { volumeRemove } })).toEqual({
      stdout: "a\n",
      stderr: "Error response from daemon: get b: no such volume\ndrydock: volume plugins are not simulated\n",
      exit: 1,
    });
  });

  test("a command that Drydock leaves out says so in one line", async () => {
    expect(await docker(["swarm", "init"])).toEqual({
      stdout: "",
      stderr: "drydock: docker swarm is not simulated\n",
      exit: 1,
    });
    expect((await docker(["bridge", "transformations", "list"], { name: "docker-compose" })).stderr).toBe(
      "drydock: docker compose is not simulated\n",
    );
    expect((await docker(["up"], { name: "docker-compose" })).stderr).toBe(
      "no configuration file provided: not found\n",
    );
  });
});

describe("the way to the daemon", () => {
  const engine = { containersPrune: async () => ({ Deleted: [], SpaceReclaimed: 0 }) };
  const prune = ["container", "prune", "-f"];
  test.each([
    [["-H", "unix:///var/run/docker.sock"], {}, "Total reclaimed space: 0B\n", ""],
    [
      ["-H", "tcp://127.0.0.1"],
      {},
      "",
      "Cannot connect to the Docker daemon at tcp://127.0.0.1:2375. Is the docker daemon running?\n",
    ],
    [
      [],
      { DOCKER_HOST: "unix:///x" },
      "",
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n",
    ],
    [
      ["--context", "default"],
      { DOCKER_HOST: "unix:///x" },
      "",
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n",
    ],
    [["-H", "a", "--context", "b"], {}, "", "conflicting options: cannot specify both --host and --context\n"],
    [
      ["-H", "bad://x"],
      {},
      "",
      "Failed to initialize: unable to resolve docker endpoint: invalid bind address format: bad://x\n",
    ],
    [["-H", "ssh://x"], {}, "", "drydock: a daemon over ssh is not simulated\n"],
  ])("%j with %j", async (options, env, stdout, stderr) => {
    const ran = await docker([...options, ...prune], { engine, env });
    expect([ran.stdout, ran.stderr]).toEqual([stdout, stderr]);
  });
});

describe("the configuration file", () => {
  const volumes = { volumeList: async () => ({ Volumes: [], Warnings: [] }) };
  test.each([
    ["{bad", "invalid character 'b' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":1', "unexpected EOF"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
    ["[1]", "json: cannot unmarshal array into Go value of type configfile.ConfigFile"],
    ['{"psFormat":1}', "json: cannot unmarshal number into Go struct field ConfigFile.psFormat of type string"],
    [
      '{"auths":{"x":5}}',
      "json: cannot unmarshal number into Go struct field ConfigFile.auths.x of type types.AuthConfig",
    ],
    ['{"auths":{"x":{"auth":"!!!"}}}', "illegal base64 data at input byte 0"],
    ['{"auths":{"x":{"auth":"YWJj"}}}', "Invalid auth configuration file"],
  ])("%s gives Go's complaint as a warning", async (text, problem) => {
    const ran = await docker(["volume", "ls", "-q"], { engine: volumes, files: new Map([[CONFIG, text]]) });
    expect(ran).toEqual({
      stdout: "",
      stderr: `WARNING: Error parsing config file (${CONFIG}): ${problem}\n`,
      exit: 0,
    });
  });

  const registryLogin = async () => ({ Status: "Login Succeeded", IdentityToken: "" });
  const login = (files: Map<string, string>) =>
    docker(["login", "-u", "student", "--password-stdin"], { engine: { registryLogin }, files, stdin: "secret\n" });

  test("login keeps the credentials beside all else that the file holds; logout takes only them away", async () => {
    const files = new Map([[CONFIG, '{"psFormat":"{{.ID}}","mine":1}']]);
    expect((await login(files)).stdout).toBe("Login Succeeded\n");
    const kept = `{\n\t"auths": {\n\t\t"https://index.docker.io/v1/": {\n\t\t\t"auth": "c3R1ZGVudDpzZWNyZXQ="\n\t\t}\n\t},\n\t"psFormat": "{{.ID}}",\n\t"mine": 1\n}`;
    expect(files.get(CONFIG)).toBe(kept);
    expect((await login(files)).stderr).toBe("");
    await docker(["logout"], { files });
    expect(files.get(CONFIG)).toBe('{\n\t"auths": {},\n\t"psFormat": "{{.ID}}",\n\t"mine": 1\n}');
  });

  test("a file that cannot be read is never written over", async () => {
    const files = new Map([[CONFIG, "{bad"]]);
    const ran = await login(files);
    expect(ran.exit).toBe(1);
    expect(ran.stderr).toContain("drydock: /root/.docker/config.json cannot be read, so it is left as it is");
    expect(files.get(CONFIG)).toBe("{bad");
  });
});

describe("questions", () => {
  const volumesPrune = async () => ({ Deleted: ["data"], SpaceReclaimed: 2048 });
  const question =
    "WARNING! This will remove anonymous local volumes not used by at least one container.\nAre you sure you want to continue? [y/N] ";
  test.each([
    ["y\n", `${question}Deleted Volumes:\ndata\n\nTotal reclaimed space: 2.048kB\n`],
    ["Y\n", `${question}Deleted Volumes:\ndata\n\nTotal reclaimed space: 2.048kB\n`],
    ["yes\n", question],
    ["", question],
  ])("only y is a yes: %j", async (stdin, stdout) => {
    expect(await docker(["volume", "prune"], { engine: { volumesPrune }, stdin })).toEqual({
      stdout,
      stderr: "",
      exit: 0,
    });
  });
});

test("inspect prints what it found, then every error; a failing template leaves an empty line", async () => {
  const volumeInspect = async (Name: string) => {
    if (Name === "no") throw new NotFound("get no: no such volume");
    return { CreatedAt: "", Driver: "local", Labels: null, Mountpoint: "/m", Name, Options: null, Scope: "local" };
  };
  const engine = { volumeInspect };
  const missing = "Error response from daemon: get no: no such volume\n";
  expect(await docker(["volume", "inspect", "no"], { engine })).toEqual({ stdout: "[]\n", stderr: missing, exit: 1 });
  expect(await docker(["volume", "inspect", "-f", "{{.Name}}", "a", "no", "b"], { engine })).toEqual({
    stdout: "a\nb\n",
    stderr: missing,
    exit: 1,
  });
  expect((await docker(["volume", "inspect", "-f", "{{.Nope}}", "a"], { engine })).stdout).toBe("\n");
  expect((await docker(["volume", "inspect", "a"], { engine })).stdout).toBe(
    '[\n    {\n        "Driver": "local",\n        "Labels": null,\n        "Mountpoint": "/m",\n        "Name": "a",\n        "Options": null,\n        "Scope": "local"\n    }\n]\n',
  );
});

test("events print nanoseconds that no number holds, attributes sorted", async () => {
  const timeNano = `${NOW}123`;
  async function* events() {
    yield {
      Type: "image" as const,
      Action: "pull",
      Actor: { ID: "busybox:latest", Attributes: { name: "busybox", "a.b": "1" } },
      scope: "local" as const,
      time: NOW / 1e6,
      timeNano,
    };
  }
  const run = async (...more: string[]) => (await docker(["events", ...more], { engine: { events } })).stdout;
  expect(await run()).toBe("2026-11-24T15:00:00.000000123Z image pull busybox:latest (a.b=1, name=busybox)\n");
  expect(await run("--format", "json")).toBe(
    `{"Type":"image","Action":"pull","Actor":{"ID":"busybox:latest","Attributes":{"a.b":"1","name":"busybox"}},"scope":"local","time":${NOW / 1e6},"timeNano":${timeNano}}\n`,
  );
});

test("completion prints candidates with our descriptions, then the directive for the shell", async () => {
  expect(await docker(["__complete", "volume", "r"])).toEqual({
    stdout: "rm\tRemove one or more volumes that no container uses\n:4\n",
    stderr: "Completion ended with directive: ShellCompDirectiveNoFileComp\n",
    exit: 0,
  });
  expect((await docker(["__completeNoDesc", "images", "-a", "-"])).stdout).toBe(
    "--digests\n--filter\n-f\n--format\n--no-trunc\n--quiet\n-q\n--tree\n:4\n",
  );
  const volumeList = async () => ({ Volumes: [{ Name: "data" }] as never, Warnings: [] });
  expect((await docker(["__complete", "volume", "rm", ""], { engine: { volumeList } })).stdout).toBe("data\n:4\n");
  expect((await docker(["__complete", "inspect", "--type", ""])).stdout).toContain("container\nimage\n");
});
