import { append } from "../accounts.ts";
import type { Kitchen } from "../recipe.ts";

/** The packages of a minimal trixie: name=version, `/all` where it is for all architectures. */
const TRIXIE = `
apt=3.0.4 base-files=13.8+deb13u8 base-passwd=3.6.7 bash=5.2.37-2+b10 bsdutils=1:2.41.5-0+deb13u1
coreutils=9.7-3 dash=0.5.12-12 debconf=1.5.91/all debian-archive-keyring=2025.1/all debianutils=5.23.2
diffutils=1:3.10-4 dpkg=1.22.22 findutils=4.10.0-3 gcc-14-base=14.2.0-19 grep=3.11-4 gzip=1.13-1+deb13u1
hostname=3.25 init-system-helpers=1.69~deb13u1/all libacl1=2.3.2-2+b1 libapt-pkg7.0=3.0.4 libattr1=1:2.5.2-3
libaudit-common=1:4.0.2-2+deb13u1/all libaudit1=1:4.0.2-2+deb13u1 libblkid1=2.41.5-0+deb13u1 libbsd0=0.12.2-2
libbz2-1.0=1.0.8-6 libc-bin=2.41-12+deb13u5 libc6=2.41-12+deb13u5 libcap-ng0=0.8.5-4+b1
libcap2=1:2.75-10+deb13u1+b3 libcrypt1=1:4.4.38-1 libdb5.3t64=5.3.28+dfsg2-9 libdebconfclient0=0.280
libgcc-s1=14.2.0-19 libgmp10=2:6.3.0+dfsg-3 libhogweed6t64=3.10.1-1 liblastlog2-2=2.41.5-0+deb13u1
liblz4-1=1.10.0-4 liblzma5=5.8.1-1+deb13u2 libmd0=1.1.0-2+b1 libmount1=2.41.5-0+deb13u1 libnettle8t64=3.10.1-1
libpam-modules=1.7.0-5 libpam-modules-bin=1.7.0-5 libpam-runtime=1.7.0-5/all libpam0g=1.7.0-5
libpcre2-8-0=10.46-1~deb13u3 libseccomp2=2.6.0-2 libselinux1=3.8.1-1 libsemanage-common=3.8.1-1/all
libsemanage2=3.8.1-1 libsepol2=3.8.1-1 libsmartcols1=2.41.5-0+deb13u1 libsqlite3-0=3.46.1-7+deb13u2
libssl3t64=3.5.9-1~deb13u1 libstdc++6=14.2.0-19 libsystemd0=257.13-1~deb13u1 libtinfo6=6.5+20250216-2
libudev1=257.13-1~deb13u1 libuuid1=2.41.5-0+deb13u1 libxxhash0=0.8.3-2 libzstd1=1.5.7+dfsg-1
login=1:4.16.0-2+really2.41.5-0+deb13u1 login.defs=1:4.17.4-2/all mawk=1.3.4.20250131-1 mount=2.41.5-0+deb13u1
ncurses-base=6.5+20250216-2/all ncurses-bin=6.5+20250216-2 openssl-provider-legacy=3.5.9-1~deb13u1
passwd=1:4.17.4-2 perl-base=5.40.1-6+deb13u1 sed=4.9-2+deb13u1 sqv=1.3.0-3+b2 sysvinit-utils=3.14-4
tar=1.35+dfsg-3.1 tzdata=2026f-0+deb13u1/all util-linux=2.41.5-0+deb13u1
zlib1g=1:1.3.dfsg+really1.3.1-1+deb13u1
`;

/** What other releases have instead of trixie's packages. */
const RENAMED: Readonly<Record<string, string>> = {
  "libapt-pkg7.0": "libapt-pkg6.0",
  "gcc-14-base": "gcc-12-base",
  "libdb5.3t64": "libdb5.3",
  libhogweed6t64: "libhogweed6",
  libnettle8t64: "libnettle8",
  libssl3t64: "libssl3",
};

/** dpkg's record of the installed packages. Older releases are given the same ones under their older names. */
export function dpkgStatus(trixie: boolean): string {
  return TRIXIE.trim()
    .split(/\s+/)
    .map((entry) => {
      const [name = "", rest = ""] = entry.split("=");
      const [version = "", architecture = "amd64"] = rest.split("/");
      return statusEntry(trixie ? name : (RENAMED[name] ?? name), version, architecture);
    })
    .join("\n");
}

/** Notes packages as installed. `names`: `curl=8.14.1-2`, versions where they are known. */
export function installPackages(k: Kitchen, names: string): void {
  for (const entry of names.split(" ")) {
    const [name = "", version = "1.0-1"] = entry.split("=");
    append(k, "/var/lib/dpkg/status", `\n${statusEntry(name, version, "amd64")}`);
  }
}

function statusEntry(name: string, version: string, architecture: string): string {
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture}\nVersion: ${version}\n`;
}
