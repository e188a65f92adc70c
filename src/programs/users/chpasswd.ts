import { setPasswordWord } from "../lib/accounts.ts";
import { cryptPassword, makeSalt } from "../lib/crypt.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { defineTool } from "../lib/tool.ts";
import { passwdEntries } from "../lib/users.ts";

/** Sets passwords from lines `NAME:PASSWORD`. */
export const chpasswd = defineTool(
  {
    name: "chpasswd",
    syntax: { short: "c:e", long: { "crypt-method:": "c", encrypted: "e" } },
    busybox: { short: "c:em", long: { "crypt-method:": "c", encrypted: "e", md5: "m" } },
    usage: "[options]",
    badStatus: 2,
    busyboxBadStatus: 1,
    printsUsage: true,
    version: "shadow) 4.17",
  },
  async (c) => {
    const { p, flavour } = c;
    if (p.credentials.uid !== 0) await c.fail(flavour.pick("Permission denied.", "permission denied (are you root?)"));
    const method = c.options.value("c")?.toLowerCase();
    if (c.options.has("m") || (method !== undefined && method !== "sha512"))
      await c.fail("drydock: passwords are kept by SHA-512 only");
    const lines = createLineReader(await openInput(p, "-"));
    let number = 0;
    for (let text = await lines.next(); text !== null; text = await lines.next()) {
      number++;
      const colon = text.indexOf(":");
      if (colon < 0) {
        if (flavour.busybox) await c.fail("missing new password");
        await c.complain(`line ${number}: missing new password`);
        continue;
      }
      const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
      if (!passwdEntries(p.files).some((e) => e.name === name)) {
        if (flavour.busybox) await c.fail(`unknown user ${name}`);
        await c.complain(
          `(user ${name}) pam_chauthtok() failed, error:\nAuthentication token manipulation error\n${c.name}: (line ${number}, user ${name}) password not changed`,
        );
        continue;
      }
      setPasswordWord(p, name, c.options.has("e") ? password : cryptPassword(password, makeSalt(p.chance)));
      if (flavour.busybox) await p.write(2, `${c.name}: password for '${name}' changed\n`);
    }
    return c.status;
  },
);
