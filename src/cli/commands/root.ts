import type { Command, Flag } from "../command.ts";
import { asFlagValue, completeWords } from "../complete/objects.ts";
import { completeContexts } from "./context/complete.ts";

/** The flags that stand before the command. `home` is the user's home folder, which the defaults name. */
function globalFlags(home: string): readonly Flag[] {
  const folder = `${home}/.docker`;
  return [
    { name: "config", type: "string", default: folder, description: "Folder of the client's configuration files" },
    {
      name: "context",
      shorthand: "c",
      type: "string",
      description:
        'Context that names the daemon to talk to, instead of DOCKER_HOST and of what "docker context use" chose',
      complete: asFlagValue(completeContexts(true, false)),
    },
    { name: "debug", shorthand: "D", type: "", description: "Turn debug mode on" },
    { name: "host", shorthand: "H", type: "string", parse: "list", description: "Socket of the daemon to talk to" },
    {
      name: "log-level",
      shorthand: "l",
      type: "string",
      default: "info",
      description: 'How much to log ("debug", "info", "warn", "error", "fatal")',
      complete: completeWords("debug", "info", "warn", "error", "fatal", "panic"),
    },
    { name: "tls", type: "", description: "Talk TLS; follows from --tlsverify" },
    {
      name: "tlscacert",
      type: "string",
      default: `${folder}/ca.pem`,
      description: "Trust only certificates signed by this CA",
    },
    { name: "tlscert", type: "string", default: `${folder}/cert.pem`, description: "File of the TLS certificate" },
    { name: "tlskey", type: "string", default: `${folder}/key.pem`, description: "File of the TLS key" },
    { name: "tlsverify", type: "", description: "Talk TLS and check the other side's certificate" },
    { name: "version", shorthand: "v", type: "", description: "Print the version and leave" },
  ];
}

/** The program itself. */
export function rootOf(home: string, subcommands: readonly Command[]): Command {
  return {
    name: "docker",
    usage: "[OPTIONS] COMMAND [ARG...]",
    short: "Build, share and run containers",
    flags: globalFlags(home),
    args: { kind: "any" },
    subcommands,
  };
}
