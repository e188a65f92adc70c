import type { Command } from "../command.ts";
import { flagTable } from "../grammar/table.ts";
import { notSimulated } from "./not-simulated.ts";

const trustKeyGenerate: Command = {
  name: "generate",
  usage: "NAME",
  short: "Make and load a signing key",
  flags: flagTable(`
        --dir string | Folder for the key (the current one if left out)
  `),
  args: { kind: "exact", count: 1 },
  run: notSimulated("docker trust"),
};

const trustKeyLoad: Command = {
  name: "load",
  usage: "[OPTIONS] KEYFILE",
  short: "Load a signing key from a file",
  flags: flagTable(`
        --name string = signer | Name to give the key
  `),
  args: { kind: "exact", count: 1 },
  run: notSimulated("docker trust"),
};

const trustKey: Command = {
  name: "key",
  usage: "",
  short: "Manage signing keys",
  flags: [],
  args: { kind: "none" },
  subcommands: [trustKeyGenerate, trustKeyLoad],
};

const trustSignerAdd: Command = {
  name: "add",
  usage: "OPTIONS NAME REPOSITORY [REPOSITORY...] ",
  short: "Add a signer",
  flags: flagTable(`
        --key list | File of the signer's public key
  `),
  args: { kind: "min", count: 2 },
  run: notSimulated("docker trust"),
};

const trustSignerRemove: Command = {
  name: "remove",
  usage: "[OPTIONS] NAME REPOSITORY [REPOSITORY...]",
  short: "Remove a signer",
  flags: flagTable(`
    -f, --force | Do not ask before the last signer goes
  `),
  args: { kind: "min", count: 2 },
  run: notSimulated("docker trust"),
};

const trustSigner: Command = {
  name: "signer",
  usage: "",
  short: "Manage signers",
  flags: [],
  args: { kind: "none" },
  subcommands: [trustSignerAdd, trustSignerRemove],
};

const trustInspect: Command = {
  name: "inspect",
  usage: "IMAGE[:TAG] [IMAGE[:TAG]...]",
  short: "Show keys and signatures",
  flags: flagTable(`
        --pretty | Print it for people
  `),
  args: { kind: "min", count: 1 },
  run: notSimulated("docker trust"),
};

const trustRevoke: Command = {
  name: "revoke",
  usage: "[OPTIONS] IMAGE[:TAG]",
  short: "Remove trust in an image",
  flags: flagTable(`
    -y, --yes | Do not ask
  `),
  args: { kind: "exact", count: 1 },
  run: notSimulated("docker trust"),
};

const trustSign: Command = {
  name: "sign",
  usage: "IMAGE:TAG",
  short: "Sign an image",
  flags: flagTable(`
        --local | Sign an image that is tagged here
  `),
  args: { kind: "exact", count: 1 },
  run: notSimulated("docker trust"),
};

/** `docker trust`. */
export const trustNoun: Command = {
  name: "trust",
  usage: "",
  short: "Manage trust in images",
  flags: [],
  args: { kind: "none" },
  subcommands: [trustKey, trustSigner, trustInspect, trustRevoke, trustSign],
};
