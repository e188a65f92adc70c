import type { AuthConfig } from "../../../api/image.ts";
import { readText } from "../../../std/stream.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNothing } from "../../complete/objects.ts";
import {
  authFor,
  authsField,
  type ClientConfig,
  HUB_SERVER,
  loadConfig,
  saveConfig,
  serverHost,
} from "../../config/config.ts";
import { flagTable } from "../../grammar/table.ts";
import { readLine } from "../../prompt.ts";
import { accessTokenNote, otherAccountNote } from "./notes.ts";

/** `docker login`. */
export const login: Command = {
  name: "login",
  usage: "[OPTIONS] [SERVER]",
  short: "Log in to a registry",
  long: "Log in to a registry; without a server to Docker Hub.",
  group: "Common Commands",
  args: { kind: "max", count: 1 },
  flags: flagTable(`
    -p, --password string | Password or access token
        --password-stdin | Read the password or access token from stdin
    -u, --username string | User name
  `),
  complete: completeNothing,
  run: logIn,
};

/**
 * Stored credentials are tried first when none are given. Else the user is asked for what is missing, which needs a
 * terminal. Docker Hub's login through the browser is not there, as without a way to the internet.
 */
async function logIn(context: CommandContext): Promise<number> {
  const { host } = context;
  const given = await givenCredentials(context);
  const config = loadConfig(host, context.globals);
  const server = context.args[0] ?? "";
  const hub = server === "" || server === "docker.io" || server === HUB_SERVER;
  const key = hub ? HUB_SERVER : serverHost(server);
  const stored = authFor(config, hub ? "docker.io" : key);
  let auth: AuthConfig;
  if (stored && given.username === "" && given.password === "") {
    await host.stderr.print(`Authenticating with existing credentials... [Username: ${stored.username}]\n`);
    await host.stderr.print(otherAccountNote(host.stderr.isTerminal));
    auth = { ...stored, serveraddress: key };
  } else {
    auth = { ...(await askCredentials(context, given, hub)), serveraddress: key };
  }
  const { Status } = await context.engine.registryLogin(auth, context.cancel);
  await store(context, config, auth);
  if (Status) await host.stdout.print(`${Status}\n`);
  return 0;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The credentials of the flags, after their checks and warnings. */
async function givenCredentials({ flags, host }: CommandContext): Promise<Credentials> {
  const username = flags.string("username");
  if (flags.changed("password") && flags.bool("password-stdin")) {
    throw new CliError("conflicting options: cannot specify both --password and --password-stdin");
  }
  if (flags.changed("username") && username.trim() === "") throw new CliError("username is empty");
  if (flags.changed("password")) {
    if (flags.string("password") === "") throw new CliError("password is empty");
    await host.stderr.print("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
    return { username, password: flags.string("password") };
  }
  if (!flags.bool("password-stdin")) return { username, password: "" };
  if (username === "") throw new CliError("the --password-stdin option requires --username to be set");
  return { username, password: (await readText(host.stdin)).replace(/\r?\n$/, "") };
}

async function askCredentials({ host }: CommandContext, given: Credentials, hub: boolean): Promise<Credentials> {
  let { username, password } = given;
  const { stdin, stdout, stderr, terminal } = host;
  if ((username === "" || password === "") && !(stdin.isTerminal && terminal)) {
    throw new CliError("Error: Cannot perform an interactive login from a non TTY device");
  }
  if (username === "") {
    if (hub && password === "") {
      await stderr.print("Failed to start web-based login - falling back to command line login...\n\n");
    }
    if (hub) await stdout.print(HUB_INTRODUCTION);
    await stdout.print("Username: ");
    username = (await readLine(host)).trim();
    if (username === "") throw new CliError("Error: Non-null Username Required");
  }
  if (password === "") {
    const echo = terminal?.setNoEcho();
    try {
      if (hub) await stderr.print(accessTokenNote(stderr.isTerminal));
      await stdout.print("Password: ");
      password = await readLine(host);
      await stdout.print("\n");
    } finally {
      echo?.();
    }
    if (password === "") throw new CliError("Error: Password Required");
  }
  return { username, password };
}

const HUB_INTRODUCTION = [
  "Log in with your Docker ID or email address to push and pull images from Docker Hub.",
  "If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.\nYou can log in with your password",
  "or a Personal Access Token (PAT). Using a limited-scope PAT grants better security and is required for organizations",
  "using SSO. Learn more at https://docs.docker.com/go/access-tokens/\n\n",
].join(" ");

/** Keeps the credentials; says that they are not encrypted when they are new. */
async function store({ host }: CommandContext, config: ClientConfig, auth: AuthConfig): Promise<void> {
  const known = config.auths.get(auth.serveraddress);
  if (known?.username === auth.username && known.password === auth.password) return;
  if (config.credsStore) {
    const helper = `docker-credential-${config.credsStore}`;
    throw new CliError(
      `error saving credentials: error storing credentials - err: exec: "${helper}": executable file not found in $PATH, out: \`\``,
    );
  }
  const auths = new Map(config.auths).set(auth.serveraddress, auth);
  saveConfig(host, config, { auths: authsField(auths) });
  await host.stderr.print(
    `\nWARNING! Your credentials are stored unencrypted in '${config.file}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`,
  );
}
