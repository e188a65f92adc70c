import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import { busyboxHttpd } from "./busybox.ts";
import {
  commandLine,
  hostsText,
  modulesText,
  settingsText,
  tell,
  usage,
  versionText,
  type Wanted,
} from "./command-line.ts";
import { type Config, readApache, STATIC, SyntaxProblem } from "./config.ts";
import { Apache, type Setup, sayNameless, sayRemarks } from "./server.ts";

/** Apache's server, `httpd` or (Debian's name) `apache2`; called through BusyBox, its small server. */
export const httpd: Tool = async (p, flavour) => {
  if (flavour?.busybox) return await busyboxHttpd(p);
  const version = ownNote(p).split("\n")[0] || "2.4.66";
  const program = p.argv[0]?.split("/").at(-1) === "apache2" ? "apache2" : "httpd";
  const wanted = commandLine(p.argv.slice(1));
  if ("illegal" in wanted) {
    await p.write(2, `${program}: illegal option -- ${wanted.illegal}\n${usage(program)}`);
    return 1;
  }
  const setup: Setup = {
    program,
    version,
    os: program === "apache2" ? "Debian" : "Unix",
    read: () => configOf(p, program, wanted),
  };
  if (wanted.show.includes("h")) {
    await p.write(1, usage(program));
    return 0;
  }
  if (wanted.show.includes("v")) {
    await p.write(1, versionText(setup));
    return 0;
  }
  if (wanted.show.includes("l")) {
    await p.write(1, "Compiled in modules:\n  core.c\n  mod_so.c\n  http_core.c\n");
    return 0;
  }
  let config: Config;
  try {
    config = setup.read();
  } catch (e) {
    if (!(e instanceof SyntaxProblem)) throw e;
    await p.write(2, `${e.message}\n`);
    return 1;
  }
  await sayRemarks(p, config);
  const shown = await listing(p, setup, config, wanted);
  if (shown !== undefined) return shown;
  if (wanted.signal !== undefined && wanted.signal !== "start") return await tell(p, program, wanted.signal, config);
  await sayNameless(p, program, config);
  if (!config.modules.some((m) => m.startsWith("mpm_")) && program === "httpd") {
    await p.write(2, "AH00534: httpd: Configuration error: No MPM loaded.\n");
    return 1;
  }
  if (wanted.test) {
    await p.write(2, "Syntax OK\n");
    return 0;
  }
  await sayNameless(p, program, config);
  return await new Apache(p, setup, config).run();
};

async function listing(p: Process, setup: Setup, config: Config, wanted: Wanted): Promise<number | undefined> {
  const has = (...names: string[]) => names.some((n) => wanted.show.includes(n));
  if (has("V")) {
    await sayNameless(p, setup.program, config);
    await p.write(1, settingsText(setup, config));
  } else if (has("M", "DUMP_MODULES")) {
    await sayNameless(p, setup.program, config);
    await p.write(1, modulesText(config));
  } else if (has("S", "DUMP_VHOSTS", "DUMP_RUN_CFG")) {
    await sayNameless(p, setup.program, config);
    await p.write(1, hostsText(p, config));
  } else return undefined;
  return 0;
}

/** What Debian's build of the PHP images has in, where their configuration names no modules. */
const DEBIAN_BUILTIN =
  "mpm_prefork watchdog log_config logio version unixd access_compat alias auth_basic authn_core authn_file authz_core authz_host authz_user autoindex deflate dir env filter mime negotiation php reqtimeout setenvif status".split(
    " ",
  );

/** Reads the configuration. Throws SyntaxProblem. */
function configOf(p: Process, program: "httpd" | "apache2", wanted: Wanted): Config {
  const debian = program === "apache2";
  const root = wanted.root ?? (debian ? "/etc/apache2" : "/usr/local/apache2");
  const given = wanted.file ?? (debian ? "apache2.conf" : "conf/httpd.conf");
  const file = given.startsWith("/") ? given : `${root}/${given}`;
  const enabled = debian && p.files.exists("/etc/apache2/mods-enabled") ? enabledModules(p) : [];
  const o = {
    program,
    root,
    defined: wanted.defined,
    builtin: debian ? [...new Set([...DEBIAN_BUILTIN, ...enabled])] : [],
    now: "",
  };
  const config = readApache(p.files, file, o);
  if (!debian || config.lines.some((l) => l.name === "<virtualhost") || !p.files.exists("/etc/apache2/sites-enabled"))
    return config;
  const sites = p.files.readdir("/etc/apache2/sites-enabled").filter((e) => e.name.endsWith(".conf"));
  return {
    ...config,
    lines: [
      ...config.lines,
      ...sites.flatMap(({ name }) => readApache(p.files, `/etc/apache2/sites-enabled/${name}`, o).lines),
    ],
  };
}

function enabledModules(p: Process): string[] {
  return p.files
    .readdir("/etc/apache2/mods-enabled")
    .filter((e) => e.name.endsWith(".load"))
    .map((e) => e.name.slice(0, -5))
    .filter((m) => !STATIC.includes(m));
}
