import type { Kitchen, Recipe } from "../recipe.ts";
import { DEBIAN_ACCOUNTS, DEBIAN_GROUPS, passwdLine, shadowLine } from "./accounts.ts";
import { DEBIAN_LISTING } from "./listing.ts";
import { dpkgStatus, installPackages } from "./packages.ts";
import { DEBIAN_TEXTS } from "./texts.ts";

/** Codenames with the number and the point release that /etc/debian_version has. */
const RELEASES: Readonly<Record<string, readonly [number: string, version: string]>> = {
  trixie: ["13", "13.5"],
  bookworm: ["12", "12.14"],
  bullseye: ["11", "11.11"],
  buster: ["10", "10.13"],
  stretch: ["9", "9.13"],
  jessie: ["8", "8.11"],
};

/** The base layer of Debian's own images, by codename. */
export function debian(codename: string): Recipe {
  return [{ apply: (k) => debianBase(k, codename) }];
}

function debianBase(k: Kitchen, codename: string): void {
  const [number, version] = RELEASES[codename] ?? ["13", "13.5"];
  const pretty = `Debian GNU/Linux ${number} (${codename})`;
  k.list(DEBIAN_LISTING, {
    ...debianFiles(codename === "trixie"),
    "/etc/debian_version": `${version}\n`,
    "/etc/issue": `Debian GNU/Linux ${number} \\n \\l\n\n`,
    "/etc/issue.net": `Debian GNU/Linux ${number}\n`,
    "/usr/lib/os-release": `PRETTY_NAME="${pretty}"
NAME="Debian GNU/Linux"
VERSION_ID="${number}"
VERSION="${number} (${codename})"
VERSION_CODENAME=${codename}
${codename === "trixie" ? `DEBIAN_VERSION_FULL=${version}\n` : ""}ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
    "/etc/apt/sources.list.d/debian.sources": `Types: deb
URIs: http://deb.debian.org/debian
Suites: ${codename} ${codename}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: ${codename}-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp
`,
  });
}

/** Accounts, shells' files and packages, as Debian and its derivatives have them. */
export function debianFiles(trixie: boolean): Record<string, string> {
  const passwd = DEBIAN_ACCOUNTS.map(passwdLine).join("");
  const group = DEBIAN_GROUPS.map(([name, gid]) => `${name}:x:${gid}:\n`).join("");
  const status = dpkgStatus(trixie);
  return {
    ...DEBIAN_TEXTS,
    "/etc/passwd": passwd,
    "/etc/passwd-": passwd,
    "/etc/group": group,
    "/etc/group-": group,
    "/etc/shadow": DEBIAN_ACCOUNTS.map((a) => shadowLine(a.name)).join(""),
    "/etc/gshadow": DEBIAN_GROUPS.map(([name]) => `${name}:*::\n`).join(""),
    "/var/lib/dpkg/status": status,
    "/var/lib/dpkg/status-old": status,
  };
}

/** What `apt-get install` brings: packages (`curl=8.14.1-2`) and programs. */
export function aptInstall(k: Kitchen, packages: string, programs: string): void {
  k.programs("/usr/bin", programs);
  installPackages(k, packages);
}
