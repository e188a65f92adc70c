/** An account as a line of /etc/passwd has it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment?: string;
  readonly home: string;
  readonly shell: string;
}

const NOLOGIN = "/usr/sbin/nologin";

/** name uid gid home, of Debian's system accounts. */
const SYSTEM = `daemon 1 1 /usr/sbin
bin 2 2 /bin
sys 3 3 /dev
sync 4 65534 /bin
games 5 60 /usr/games
man 6 12 /var/cache/man
lp 7 7 /var/spool/lpd
mail 8 8 /var/mail
news 9 9 /var/spool/news
uucp 10 10 /var/spool/uucp
proxy 13 13 /bin
www-data 33 33 /var/www
backup 34 34 /var/backups
list 38 38 /var/list
irc 39 39 /run/ircd
_apt 42 65534 /nonexistent
nobody 65534 65534 /nonexistent`;

/** Debian's groups by number. */
const GROUPS =
  "root=0 daemon=1 bin=2 sys=3 adm=4 tty=5 disk=6 lp=7 mail=8 news=9 uucp=10 man=12 proxy=13 kmem=15 dialout=20 fax=21 " +
  "voice=22 cdrom=24 floppy=25 tape=26 sudo=27 audio=29 dip=30 www-data=33 backup=34 operator=37 list=38 irc=39 src=40 " +
  "shadow=42 utmp=43 video=44 sasl=45 plugdev=46 staff=50 games=60 users=100 nogroup=65534";

/** The accounts of a fresh Debian or Ubuntu. */
export const DEBIAN_ACCOUNTS: readonly Account[] = [
  { name: "root", uid: 0, gid: 0, home: "/root", shell: "/bin/bash" },
  ...SYSTEM.split("\n").map((line): Account => {
    const [name = "", uid, gid, home = "/"] = line.split(" ");
    const shell = name === "sync" ? "/bin/sync" : NOLOGIN;
    const comment = name === "list" ? "Mailing List Manager" : name === "irc" ? "ircd" : name === "_apt" ? "" : name;
    return { name, uid: Number(uid), gid: Number(gid), comment, home, shell };
  }),
];

export const DEBIAN_GROUPS: readonly (readonly [name: string, gid: number])[] = GROUPS.split(" ").map((g) => {
  const [name = "", gid] = g.split("=");
  return [name, Number(gid)];
});

export function passwdLine({ name, uid, gid, comment = name, home, shell }: Account): string {
  return `${name}:x:${uid}:${gid}:${comment}:${home}:${shell}\n`;
}

/** The line of an account that cannot be logged in to with a password. */
export function shadowLine(name: string, mark = "*"): string {
  return `${name}:${mark}:20600:0:99999:7:::\n`;
}
