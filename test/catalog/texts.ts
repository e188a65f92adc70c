import { DEBIAN_TEXTS } from "../../src/registry/rootfs/debian/texts.ts";

/** Files of Debian that shells read, said in our own words; they are filled up to the size of the real ones. */
export const OWN_TEXTS: Readonly<Record<string, string>> = {
  "/etc/bash.bashrc": `# Read by every interactive bash that is no login shell.
[ -z "\${PS1-}" ] && return
shopt -s checkwinsize
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
`,
  "/etc/profile": `# Read by every login shell.
if [ "$(id -u)" -eq 0 ]; then
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
else
  PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games
fi
export PATH
if [ -n "\${PS1-}" ]; then
  if [ -n "\${BASH-}" ] && [ "$BASH" != /bin/sh ]; then
    [ -f /etc/bash.bashrc ] && . /etc/bash.bashrc
  elif [ "$(id -u)" -eq 0 ]; then PS1='# '
  else PS1='$ '
  fi
fi
`,
  "/root/.bashrc": "# Root's own settings of interactive shells: none.\n",
  "/root/.profile": '[ -n "$BASH" ] && [ -f ~/.bashrc ] && . ~/.bashrc\n',
  ...Object.fromEntries(
    ["/etc/skel", "/home/node", "/home/ubuntu"].flatMap((home) =>
      [".bashrc", ".profile", ".bash_logout"].map((name) => [`${home}/${name}`, DEBIAN_TEXTS[`/etc/skel/${name}`] ?? ""]),
    ),
  ),
  "/etc/nsswitch.conf": `passwd:         files
group:          files
shadow:         files
gshadow:        files

hosts:          files dns
networks:       files

protocols:      db files
services:       db files
`,
};
