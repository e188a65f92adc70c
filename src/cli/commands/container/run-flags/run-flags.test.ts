import { expect, test } from "vitest";
import { CliError } from "../../../command.ts";
import { mountError, parseMount } from "./mount-spec.ts";
import { networkError, parseNetwork } from "./network-option.ts";
import { readPorts } from "./ports.ts";
import { cpusError, nanoCpus, ulimitError } from "./resource-values.ts";
import { parseVolume } from "./volume-spec.ts";

const refusal = (act: () => unknown): string => {
  try {
    return `accepted: ${JSON.stringify(act())}`;
  } catch (error) {
    return error instanceof CliError ? error.message : String(error);
  }
};

test("published ports: ranges are paired, one container port may choose from a range, the long form is the same", () => {
  const publish = ["8000-8001:80-81", "9000", "127.0.0.1:7000:70/UDP", "[::1]:71:71", "8100-8110:44", "127.0.0.1::99"];
  expect(readPorts([...publish, "target=33,published=3300,protocol=sctp"], ["80", "90-91/udp"])).toEqual({
    bindings: {
      "33/sctp": [{ HostIp: "", HostPort: "3300" }],
      "44/tcp": [{ HostIp: "", HostPort: "8100-8110" }],
      "70/udp": [{ HostIp: "127.0.0.1", HostPort: "7000" }],
      "71/tcp": [{ HostIp: "::1", HostPort: "71" }],
      "80/tcp": [{ HostIp: "", HostPort: "8000" }],
      "81/tcp": [{ HostIp: "", HostPort: "8001" }],
      "9000/tcp": [{ HostIp: "", HostPort: "" }],
      "99/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }],
    },
    exposed: Object.fromEntries(
      ["33/sctp", "44/tcp", "70/udp", "71/tcp", "80/tcp", "81/tcp", "9000/tcp", "90/udp", "91/udp", "99/tcp"].map(
        (key) => [key, {}],
      ),
    ),
  });
});

test("ports that are none, in the client's words", () => {
  const specs = ["80:http", "99999:80", "8080:80:90", "80:80:80:80", "8000-8002:80-81", "80:80/icmp", "", "80:", "=80"];
  expect(specs.map((spec) => refusal(() => readPorts([spec], [])))).toEqual([
    "Invalid containerPort: http",
    "Invalid hostPort: 99999",
    "Invalid ip address: 8080",
    "Invalid ip address 80:80: address 80:80:: too many colons in address",
    "Invalid ranges specified for container and host Ports: 80-81 and 8000-8002",
    "Invalid proto: icmp",
    "No port specified: <empty>",
    "No port specified: 80:<empty>",
    "invalid publish opts format (should be name=value but got '=80')",
  ]);
  expect(["80:90", "90-80", "http", ""].map((value) => refusal(() => readPorts([], [value])))).toEqual([
    "invalid port format for --expose: 80:90",
    "invalid range format for --expose: 90-80, error: Invalid range specified for the Port: 90-80",
    'invalid range format for --expose: http, error: strconv.ParseUint: parsing "http": invalid syntax',
    "invalid range format for --expose: , error: Empty string specified for ports.",
  ]);
});

test("volumes: sections between colons, a single letter before one is a drive", () => {
  expect(["/data", "a:", "named:/n", "./x:/x", "a:b:c:d", "c:\\x:/y"].map((spec) => parseVolume(spec).source)).toEqual([
    "",
    "",
    "named",
    "./x",
    "a:b",
    "c:\\x",
  ]);
  expect([":/data", "", "xx:yy:zz:ww"].map((spec) => refusal(() => parseVolume(spec)))).toEqual([
    "invalid spec: :/data: empty section between colons",
    "invalid empty volume spec",
    "invalid spec: xx:yy:zz:ww: too many colons",
  ]);
});

test("mounts: a CSV record; options of another type do not mix", () => {
  const absolute = (path: string) => `/root/lab/${path.replace(/^\.\/?/, "")}`;
  expect(parseMount("type=bind,src=./here,dst=/b,readonly,bind-propagation=rslave", absolute)).toEqual({
    Type: "bind",
    Source: "/root/lab/here",
    Target: "/b",
    ReadOnly: true,
    BindOptions: { Propagation: "rslave" },
  });
  expect(parseMount("type=tmpfs,dst=/t,tmpfs-mode=1770,tmpfs-size=64m", absolute)).toEqual({
    Type: "tmpfs",
    Target: "/t",
    TmpfsOptions: { Mode: 0o1770, SizeBytes: 67108864 },
  });
  const wrong = ["source=vol1", "dst=/x,color=red", "foo", "type=volume,dst=/b,bind-propagation=x", "dst=/b,ro=maybe"];
  expect(wrong.map(mountError)).toEqual([
    "target is required",
    "unexpected key 'color' in 'color=red'",
    "invalid field 'foo' must be a key=value pair",
    "cannot mix 'bind-*' options with mount type 'volume'",
    "invalid value for ro: maybe",
  ]);
});

test("networks: a name, or a long form whose case does not count", () => {
  expect(parseNetwork("name=LAB,alias=Foo,driver-opt=A=B,gw-priority=3")).toEqual({
    target: "lab",
    aliases: ["foo"],
    ipv4: "",
    ipv6: "",
    mac: "",
    linkLocalIPs: [],
    driverOptions: { a: "b" },
    gwPriority: 3,
  });
  expect(parseNetwork("name=").target).toBe("name=");
  expect(["alias=x", "name=lab,foo=bar", "name=lab,alias", "name=lab,gw-priority=x"].map(networkError)).toEqual([
    "network name/id is not specified",
    "invalid field key foo",
    "invalid field alias",
    "invalid gw-priority (x): invalid syntax",
  ]);
});

test("limits: CPUs are rational, ulimits soft and hard", () => {
  expect(["0.5", "1/2", "1e-2", ".5"].map(nanoCpus)).toEqual([5e8, 5e8, 1e7, 5e8]);
  expect(["two", "1.2.3", "0.0000000001", "2"].map(cpusError)).toEqual([
    "failed to parse two as a rational number",
    "failed to parse 1.2.3 as a rational number",
    "value is too precise",
    undefined,
  ]);
  expect(
    ["nofile", "nosuch=1", "nofile=5:3", "nofile=-1:5", "nofile=1:2:3", "nofile=a", "nproc=-1"].map(ulimitError),
  ).toEqual([
    "invalid ulimit argument: nofile",
    "invalid ulimit type: nosuch",
    "ulimit soft limit must be less than or equal to hard limit: 5 > 3",
    "ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 5",
    "too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`",
    'strconv.ParseInt: parsing "a": invalid syntax',
    undefined,
  ]);
});
