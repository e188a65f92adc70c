import { CAP, capable } from "../../filesystem/permissions.ts";
import { mountTable } from "../lib/mount-table.ts";
import { defineTool } from "../lib/tool.ts";

/** Lists what is mounted. Mounting needs rights that neither a container nor this host gives. */
export const mount = defineTool(
  {
    name: "mount",
    syntax: {
      short: "afFhilnrt:o:vw",
      long: { bind: "bind", all: "a", "types:": "t", "options:": "o", "read-only": "r", verbose: "v" },
    },
    usage:
      "[-lhV]\n-a [options]\n[options] [--source] <source> | [--target] <directory>\n[options] <source> <directory>\n<operation> <mountpoint> [<target>]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const types = c.options.value("t")?.split(",");
    if (!c.operands.length && !c.options.has("a")) {
      const table = mountTable(c.p);
      if (!table)
        return await c.fail(c.flavour.pick("failed to read mtab: No such file or directory", "no /proc/mounts"));
      for (const m of table)
        if (!types || types.includes(m.type))
          await c.out.write(`${m.device} on ${m.target} type ${m.type} (${m.options})\n`);
      return 0;
    }
    const place = c.operands.at(-1) ?? "";
    if (c.p.credentials.uid !== 0)
      return await c.fail(
        c.flavour.pick(
          `${place}: must be superuser to use mount.\n       dmesg(1) may have more information after failed mount system call.`,
          "permission denied (are you root?)",
        ),
        c.flavour.pick(32, 1),
      );
    return await c.fail(
      c.flavour.pick(
        `${place}: permission denied.\n       dmesg(1) may have more information after failed mount system call.`,
        `permission denied (are you root?)`,
      ),
      c.flavour.pick(32, 1),
    );
  },
);

/** The other way round, refused the same way. */
export const umount = defineTool(
  {
    name: "umount",
    syntax: { short: "afFlnrt:v" },
    usage: "[-hV]\n-a [options]\n[options] <source> | <directory>",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    if (!c.operands.length) {
      if (c.flavour.busybox) await c.badUsage(undefined);
      await c.p.write(
        2,
        `Usage:\n ${c.name} [-hV]\n ${c.name} -a [options]\n ${c.name} [options] <source> | <directory>\n`,
      );
      return 1;
    }
    for (const path of c.operands) {
      if (!c.flavour.busybox && c.p.files.exists(path) && !capable(c.p.credentials, CAP.SYS_ADMIN)) {
        await c.complain(`${path}: must be superuser to unmount.`, 32);
        continue;
      }
      const mounted = mountTable(c.p)?.some((m) => m.target === path || m.device === path);
      if (!c.p.files.exists(path))
        await c.complain(
          c.flavour.pick(`${path}: no mount point specified.`, `can't unmount ${path}: No such file or directory`),
          c.flavour.pick(32, 1),
        );
      else if (!mounted)
        await c.complain(
          c.flavour.pick(`${path}: not mounted.`, `can't unmount ${path}: Invalid argument`),
          c.flavour.pick(32, 1),
        );
      else
        await c.complain(
          c.flavour.pick(`${path}: must be superuser to unmount.`, `can't unmount ${path}: Operation not permitted`),
          c.flavour.pick(32, 1),
        );
    }
    return c.status;
  },
);
