/** What interactive shells read, in our own words; it sets what Debian's files set. */
const BASHRC = `# Read by every interactive bash that is no login shell.
[ -z "\${PS1-}" ] && return
shopt -s checkwinsize
if [ -z "\${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
  debian_chroot=$(cat /etc/debian_chroot)
fi
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
`;

const PROFILE = `# Read by every login shell.
if [ "$(id -u)" -eq 0 ]; then
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
else
  PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games
fi
export PATH
if [ -n "\${PS1-}" ]; then
  if [ -n "\${BASH-}" ] && [ "$BASH" != /bin/sh ]; then
    [ -f /etc/bash.bashrc ] && . /etc/bash.bashrc
  elif [ "$(id -u)" -eq 0 ]; then
    PS1='# '
  else
    PS1='$ '
  fi
fi
for i in /etc/profile.d/*.sh; do
  [ -r "$i" ] && . "$i"
done
unset i
`;

/** A user's: Debian's root has none of these. */
export const USER_BASHRC = `# Settings of this user's interactive shells.
case $- in *i*) ;; *) return ;; esac
HISTCONTROL=ignoreboth
shopt -s histappend checkwinsize
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
case "$TERM" in
  xterm*|rxvt*) PS1="\\[\\e]0;\${debian_chroot:+($debian_chroot)}\\u@\\h: \\w\\a\\]$PS1" ;;
esac
if [ -x /usr/bin/dircolors ]; then
  alias ls='ls --color=auto'
  alias grep='grep --color=auto'
fi
`;

/** What Ubuntu's adds. */
export const UBUNTU_ALIASES = `alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'
`;

/** Contents that do not depend on the release. */
export const DEBIAN_TEXTS: Readonly<Record<string, string>> = {
  "/etc/bash.bashrc": BASHRC,
  "/etc/profile": PROFILE,
  "/root/.bashrc": "# Root's own settings of interactive shells: none.\n",
  "/root/.profile": '[ -n "$BASH" ] && [ -f ~/.bashrc ] && . ~/.bashrc\nmesg n 2> /dev/null || true\n',
  "/etc/skel/.bashrc": USER_BASHRC,
  "/etc/skel/.profile":
    '[ -n "$BASH_VERSION" ] && [ -f "$HOME/.bashrc" ] && . "$HOME/.bashrc"\n[ -d "$HOME/bin" ] && PATH="$HOME/bin:$PATH"\n',
  "/etc/skel/.bash_logout": '[ "$SHLVL" = 1 ] && [ -x /usr/bin/clear_console ] && /usr/bin/clear_console -q\n',
  "/etc/environment": "",
  "/etc/fstab": "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n",
  "/etc/host.conf": "multi on\n",
  "/etc/hostname": "debuerreotype\n",
  "/etc/ld.so.conf": "include /etc/ld.so.conf.d/*.conf\n\n",
  "/etc/ld.so.conf.d/libc.conf": "/usr/local/lib\n",
  "/etc/ld.so.conf.d/x86_64-linux-gnu.conf":
    "/usr/local/lib/x86_64-linux-gnu\n/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu\n",
  "/etc/motd": "Welcome. The programs of this system are free software, with no warranty.\n",
  "/etc/nsswitch.conf": `passwd:         files
group:          files
shadow:         files
gshadow:        files

hosts:          files dns
networks:       files

protocols:      db files
services:       db files
ethers:         db files
rpc:            db files

netgroup:       nis
`,
  "/etc/shells": "/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/rbash\n/usr/bin/rbash\n/usr/bin/dash\n",
  "/etc/subgid": "",
  "/etc/subuid": "",
  "/etc/.pwd.lock": "",
  "/etc/security/opasswd": "",
  "/etc/apt/apt.conf.d/docker-clean":
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\nAPT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n',
  "/etc/apt/apt.conf.d/docker-no-languages": 'Acquire::Languages "none";\n',
  "/etc/apt/apt.conf.d/docker-gzip-indexes": 'Acquire::GzipIndexes "true";\n',
  "/etc/dpkg/dpkg.cfg.d/docker-apt-speedup": "force-unsafe-io\n",
  "/etc/dpkg/origins/debian": "Vendor: Debian\nVendor-URL: https://www.debian.org/\nBugs: debbugs://bugs.debian.org\n",
  "/var/lib/apt/extended_states": "",
  "/var/lib/dpkg/arch-native": "amd64\n",
  "/var/lib/dpkg/available": "",
  "/var/lib/dpkg/diversions": "",
  "/var/lib/dpkg/lock": "",
  "/var/lib/dpkg/lock-frontend": "",
  "/var/log/btmp": "",
  "/var/log/wtmp": "",
  "/var/log/lastlog": "",
};
