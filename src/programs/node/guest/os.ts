// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `os`. */
export function guestOs(exports, internal) {
  const { call } = internal;
  const system = () => call("system");
  Object.assign(exports, {
    EOL: "\n",
    devNull: "/dev/null",
    arch: () => "x64",
    platform: () => "linux",
    type: () => "Linux",
    machine: () => "x86_64",
    endianness: () => "LE",
    release: () => system().release,
    version: () => system().version,
    hostname: () => call("hostname"),
    homedir: () => process.env.HOME || (call("user").uid === 0 ? "/root" : "/home/node"),
    tmpdir: () => (process.env.TMPDIR || process.env.TMP || process.env.TEMP || "/tmp").replace(/(?<=.)\/$/, ""),
    uptime: () => Math.floor(call("uptime") / 10000) / 100,
    totalmem: () => call("memory").total,
    freemem: () => call("memory").total - call("memory").used,
    loadavg: () => [0.1, 0.05, 0.01],
    cpus: () =>
      Array.from({ length: system().cpus }, () => ({
        model: "Drydock",
        speed: 2000,
        times: { user: 1000, nice: 0, sys: 500, idle: 100000, irq: 0 },
      })),
    availableParallelism: () => system().cpus,
    userInfo() {
      const u = call("user");
      const line = (internal.raw("fs.readText", ["/etc/passwd"]) + "")
        .split("\n")
        .find((l) => l.split(":")[2] === String(u.uid));
      const f = line ? line.split(":") : [];
      return Object.assign(Object.create(null), {
        uid: u.uid,
        gid: u.gid,
        username: f[0] || String(u.uid),
        homedir: f[5] || "/",
        shell: f[6] || "/bin/sh",
      });
    },
    networkInterfaces() {
      const out = {};
      for (const i of call("net.interfaces"))
        out[i.name] = i.addresses.map((a) => {
          const [address, bits] = a.split("/");
          const v6 = address.includes(":");
          const n = Number(bits);
          const netmask = v6
            ? "ffff:ffff:ffff:ffff::"
            : [0, 1, 2, 3].map((k) => (n >= 8 * k + 8 ? 255 : n <= 8 * k ? 0 : 256 - 2 ** (8 * k + 8 - n))).join(".");
          return {
            address,
            netmask,
            family: v6 ? "IPv6" : "IPv4",
            mac: i.mac || "00:00:00:00:00:00",
            internal: i.name === "lo",
            cidr: a,
          };
        });
      return out;
    },
    getPriority: () => 0,
    setPriority() {},
    constants: {
      signals: internal.signals,
      errno: Object.fromEntries(Object.entries(internal.strerror).map(([k, v]) => [k, -v[0]])),
      priority: {},
      dlopen: {},
    },
  });
}
