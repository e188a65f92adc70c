import { append } from "./accounts.ts";
import { DEBIAN_ACCOUNTS, passwdLine, shadowLine } from "./debian/accounts.ts";
import { DEBIAN_LISTING } from "./debian/listing.ts";
import { DEBIAN_TEXTS, USER_BASHRC } from "./debian/texts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** What the systems of Red Hat's family call themselves, and the package tools that their images have. */
const SYSTEMS: Readonly<Record<string, readonly [release: string, osRelease: string, tools: string]>> = {
  "centos:7": [
    "CentOS Linux release 7.9.2009 (Core)",
    'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7 (Core)"\nANSI_COLOR="0;31"\nCPE_NAME="cpe:/o:centos:centos:7"\nHOME_URL="https://www.centos.org/"\n',
    "yum rpm python2 curl vi ps top",
  ],
  "centos:8": [
    "CentOS Linux release 8.4.2105",
    'NAME="CentOS Linux"\nVERSION="8"\nID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="8"\nPLATFORM_ID="platform:el8"\nPRETTY_NAME="CentOS Linux 8"\nANSI_COLOR="0;31"\nHOME_URL="https://centos.org/"\n',
    "yum dnf rpm curl vi ps top",
  ],
  "oraclelinux:9": [
    "Oracle Linux Server release 9.7",
    'NAME="Oracle Linux Server"\nVERSION="9.7"\nID="ol"\nID_LIKE="fedora"\nVARIANT="Server"\nVARIANT_ID="server"\nVERSION_ID="9.7"\nPLATFORM_ID="platform:el9"\nPRETTY_NAME="Oracle Linux Server 9.7"\nHOME_URL="https://linux.oracle.com/"\n',
    "microdnf rpm curl",
  ],
  "fedora:43": [
    "Fedora release 43 (Forty Three)",
    'NAME="Fedora Linux"\nVERSION="43 (Container Image)"\nID=fedora\nVERSION_ID=43\nPLATFORM_ID="platform:f43"\nPRETTY_NAME="Fedora Linux 43 (Container Image)"\nHOME_URL="https://fedoraproject.org/"\n',
    "dnf yum rpm curl vi",
  ],
  "rockylinux:9": [
    "Rocky Linux release 9.3 (Blue Onyx)",
    'NAME="Rocky Linux"\nVERSION="9.3 (Blue Onyx)"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.3"\nPRETTY_NAME="Rocky Linux 9.3 (Blue Onyx)"\nHOME_URL="https://rockylinux.org/"\n',
    "dnf yum rpm curl vi ps top",
  ],
  "amazonlinux:2023": [
    "Amazon Linux release 2023 (Amazon Linux)",
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPLATFORM_ID="platform:al2023"\nPRETTY_NAME="Amazon Linux 2023"\nHOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"\n',
    "dnf yum rpm curl",
  ],
};

/** The base layer of an image of Red Hat's family: `centos:7`. */
export function redhat(system: string): Recipe {
  return [{ apply: (k) => redhatBase(k, system) }];
}

function redhatBase(k: Kitchen, system: string): void {
  const [release, osRelease, tools] = SYSTEMS[system] ?? ["Linux", "ID=linux\n", "rpm"];
  const accounts = DEBIAN_ACCOUNTS.filter((a) => a.uid < 10 || a.name === "nobody").map((a) => ({
    ...a,
    ...(a.shell.endsWith("nologin") && { shell: "/sbin/nologin" }),
  }));
  // The coreutils, shells and accounts' tools are the same; Debian's own package tools are not there.
  const listing = DEBIAN_LISTING.replace(/ (apt|dpkg|deb)[\w-]*(?= |\n)/g, "")
    .replace(/^ (apt|dpkg|cron\.daily)\/\n(?: {2,}.*\n)*/gm, "")
    .replace("sh>dash", "sh>bash");
  k.list(listing, {
    ...DEBIAN_TEXTS,
    "/usr/lib/os-release": osRelease,
    "/etc/passwd": accounts.map(passwdLine).join(""),
    "/etc/group":
      "root:x:0:\nbin:x:1:\ndaemon:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\nwheel:x:10:\nmail:x:12:\nusers:x:100:\nnobody:x:65534:\n",
    "/etc/shadow": accounts.map((a) => shadowLine(a.name)).join(""),
    "/etc/bash.bashrc": "",
    "/root/.bashrc":
      "# Settings of root's interactive shells.\nalias rm='rm -i'\nalias cp='cp -i'\nalias mv='mv -i'\n[ -f /etc/bashrc ] && . /etc/bashrc\n",
    "/etc/skel/.bashrc": USER_BASHRC,
    "/etc/issue": "\\S\nKernel \\r on an \\m\n\n",
  });
  for (const path of ["/usr/bin/dash", "/etc/debian_version", "/var/lib/dpkg", "/etc/bash.bashrc", "/var/log/dpkg.log"])
    k.editor.remove(path);
  k.text(
    "/etc/bashrc",
    "# Read by every interactive bash.\n[ -z \"$PS1\" ] && return\nshopt -s checkwinsize\nPS1='[\\u@\\h \\W]\\$ '\n",
  );
  k.text("/etc/redhat-release", `${release}\n`);
  k.link("/etc/system-release", "redhat-release");
  append(k, "/etc/yum.repos.d/base.repo", "[base]\nname=Base\nenabled=1\ngpgcheck=1\n");
  k.folder("/var/lib/rpm");
  k.programs("/usr/bin", tools);
}
