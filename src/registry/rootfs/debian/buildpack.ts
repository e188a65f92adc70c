import type { Recipe } from "../recipe.ts";
import { aptInstall } from "./debian.ts";

/** What buildpack-deps puts between Debian and a language's large image: fetching, version control, compilers. */
export const buildpack: Recipe = [
  {
    on: /apt-get update/,
    apply: (k) =>
      aptInstall(
        k,
        "ca-certificates curl=8.14.1-2 gnupg netbase sq wget=1.25.0-2 tzdata",
        "curl gpg gpgv openssl wget",
      ),
  },
  {
    on: /apt-get update/,
    apply: (k) => {
      aptInstall(
        k,
        "git=1:2.47.3-0 mercurial openssh-client=1:10.0p1-7 subversion procps=2:4.0.4-9",
        "git hg ssh ssh-keygen scp sftp svn ps top free kill pgrep pkill uptime vmstat w watch",
      );
      k.text("/etc/ssh/ssh_config", "Host *\n    SendEnv LANG LC_*\n");
    },
  },
  {
    on: /apt-get update/,
    apply: (k) =>
      aptInstall(
        k,
        "autoconf automake bzip2 file g++ gcc imagemagick libssl-dev make patch unzip xz-utils",
        "ar as autoconf automake bzip2 c++ cc convert file g++ gcc gdb ld m4 make mysql_config nm objdump patch pkg-config strip unzip xz",
      ),
  },
];
