import type { Command, CommandContext } from "../../command.ts";
import { authsField, HUB_SERVER, loadConfig, saveConfig, serverHost } from "../../config/config.ts";

/** `docker logout`. */
export const logout: Command = {
  name: "logout",
  usage: "[SERVER]",
  short: "Log out from a registry",
  long: "Forget the credentials for a registry; without a server those for Docker Hub.",
  group: "Common Commands",
  args: { kind: "max", count: 1 },
  flags: [],
  run: logOut,
};

async function logOut(context: CommandContext): Promise<number> {
  const { host } = context;
  const config = loadConfig(host, context.globals);
  const server = context.args[0] ?? "";
  const key = server === "" || server === HUB_SERVER ? HUB_SERVER : serverHost(server);
  await host.stdout.print(`Removing login credentials for ${key}\n`);
  const kept = new Map(
    [...config.auths].filter(([name]) => name !== key && (key === HUB_SERVER || serverHost(name) !== key)),
  );
  if (kept.size !== config.auths.size) saveConfig(host, config, { auths: authsField(kept) });
  return 0;
}
