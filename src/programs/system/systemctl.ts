import type { Tool } from "../lib/flavour.ts";

/** No init system runs here, as in a container: one honest line. */
export const systemctl: Tool = async (p) => {
  if (p.argv.slice(1).some((a) => a === "--version")) {
    await p.write(1, "systemd 257 (simulated)\n");
    return 0;
  }
  await p.write(
    2,
    "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to system scope bus via local transport: Host is down\n",
  );
  return 1;
};

/** SysV's scripts are in /etc/init.d; this knows of none. */
export const service: Tool = async (p) => {
  const [name, action] = p.argv.slice(1);
  if (name === undefined) {
    await p.write(2, "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n");
    return 1;
  }
  const script = `/etc/init.d/${name}`;
  if (p.files.exists(script)) return await p.exec([script, ...(action === undefined ? [] : [action])]);
  await p.write(2, `${name}: unrecognized service\n`);
  return 1;
};
