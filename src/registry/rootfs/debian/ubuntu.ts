import { addUser } from "../accounts.ts";
import type { Kitchen, Recipe } from "../recipe.ts";
import { debianFiles } from "./debian.ts";
import { DEBIAN_LISTING } from "./listing.ts";
import { UBUNTU_ALIASES, USER_BASHRC } from "./texts.ts";

/** Releases with their codename, the newest point release and what Debian they were cut from. */
const RELEASES: Readonly<Record<string, readonly [codename: string, full: string, debian: string]>> = {
  "26.04": ["Resolute Raccoon", "26.04 LTS", "trixie/sid"],
  "24.04": ["Noble Numbat", "24.04.4 LTS", "trixie/sid"],
  "22.04": ["Jammy Jellyfish", "22.04.5 LTS", "bookworm/sid"],
  "20.04": ["Focal Fossa", "20.04.6 LTS", "bullseye/sid"],
  "18.04": ["Bionic Beaver", "18.04.6 LTS", "buster/sid"],
  "16.04": ["Xenial Xerus", "16.04.7 LTS", "stretch/sid"],
  "14.04": ["Trusty Tahr", "14.04.6 LTS", "jessie/sid"],
};

/** The base layer of Ubuntu's images, by version. */
export function ubuntu(version: string): Recipe {
  return [{ apply: (k) => ubuntuBase(k, version) }];
}

function ubuntuBase(k: Kitchen, version: string): void {
  const [name, full, debian] = RELEASES[version] ?? ["Noble Numbat", `${version} LTS`, "trixie/sid"];
  const codename = (name.split(" ")[0] ?? "").toLowerCase();
  k.list(DEBIAN_LISTING, {
    ...debianFiles(version > "24"),
    "/root/.bashrc": USER_BASHRC + UBUNTU_ALIASES,
    "/etc/skel/.bashrc": USER_BASHRC + UBUNTU_ALIASES,
    "/etc/debian_version": `${debian}\n`,
    "/etc/hostname": "localhost.localdomain\n",
    "/etc/issue": `Ubuntu ${full} \\n \\l\n\n`,
    "/etc/issue.net": `Ubuntu ${full}\n`,
    "/usr/lib/os-release": `PRETTY_NAME="Ubuntu ${full}"
NAME="Ubuntu"
VERSION_ID="${version}"
VERSION="${full} (${name})"
VERSION_CODENAME=${codename}
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=${codename}
`,
  });
  const component = "main universe restricted multiverse";
  k.editor.remove("/etc/apt/sources.list.d/debian.sources");
  k.text(
    "/etc/lsb-release",
    `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${version}\nDISTRIB_CODENAME=${codename}\nDISTRIB_DESCRIPTION="Ubuntu ${full}"\n`,
  );
  k.text(
    "/etc/apt/sources.list.d/ubuntu.sources",
    `Types: deb
URIs: http://archive.ubuntu.com/ubuntu/
Suites: ${codename} ${codename}-updates ${codename}-backports
Components: ${component}
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

Types: deb
URIs: http://security.ubuntu.com/ubuntu/
Suites: ${codename}-security
Components: ${component}
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`,
  );
  if (version >= "24") addUser(k, "ubuntu", 1000, "/bin/bash");
}
