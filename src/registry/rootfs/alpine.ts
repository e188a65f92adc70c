import { append } from "./accounts.ts";
import { busyboxBanner, groupLine } from "./busybox.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** Bytes of its BusyBox: those of 3.20, an estimate for the others. */
const BUSYBOX_SIZE = 808_712;

/** Where Alpine has which of BusyBox's tools: all are links to /bin/busybox. */
const APPLETS: Readonly<Record<string, string>> = {
  "/bin":
    "arch ash base64 bbconfig cat chattr chgrp chmod chown cp date dd df dmesg dnsdomainname dumpkmap echo egrep false fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname ionice iostat ipcalc kbd_mode kill link linux32 linux64 ln login ls lsattr lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping ping6 pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat stty su sync tar touch true umount uname usleep watch zcat",
  "/sbin":
    "acpid adjtimex arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt hwclock ifconfig ifdown ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute iprule iptunnel klogd loadkmap logread losetup lsmod mdev mkdosfs mkfs.vfat mkswap modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip",
  "/usr/bin":
    "[ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio crontab cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor fallocate find flock fold free fuser groups hd head hexdump hostid id install ipcrm ipcs killall last less logger lsof lsusb lzcat lzma lzopcat md5sum mesg microcom mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill pmap printf pscan pstree pwdx readlink realpath renice reset resize seq setkeycodes setsid sha1sum sha256sum sha3sum sha512sum showkey shred shuf sort split strings sum tac tail tee test time timeout top tr traceroute traceroute6 tree truncate tty ttysize udhcpc6 unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode vi vlock volname wc wget which who whoami whois xargs xxd xzcat yes",
  "/usr/sbin":
    "add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake fbset killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead readprofile remove-shell rfkill sendmail setfont setlogcons",
};

const PASSWD = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/mail:/sbin/nologin
news:x:9:13:news:/usr/lib/news:/sbin/nologin
uucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin
cron:x:16:16:cron:/var/spool/cron:/sbin/nologin
ftp:x:21:21::/var/lib/ftp:/sbin/nologin
sshd:x:22:22:sshd:/dev/null:/sbin/nologin
games:x:35:35:games:/usr/games:/sbin/nologin
ntp:x:123:123:NTP:/var/empty:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`;
const GROUPS =
  "root=0:root bin=1:root,bin,daemon daemon=2:root,bin,daemon sys=3:root,bin adm=4:root,daemon tty=5 disk=6:root lp=7:lp kmem=9 wheel=10:root floppy=11:root mail=12:mail news=13:news uucp=14:uucp cron=16:cron audio=18 cdrom=19 dialout=20:root ftp=21 sshd=22 input=23 tape=26:root video=27:root netdev=28 kvm=34:kvm games=35 shadow=42 www-data=82 users=100:games ntp=123 abuild=300 utmp=406 ping=999 nogroup=65533 nobody=65534";

/** name version of what a minimal Alpine consists of. */
const PACKAGES =
  "alpine-baselayout=3.7.2-r0 alpine-baselayout-data=3.7.2-r0 alpine-keys=2.6-r0 alpine-release=0 apk-tools=3.0.4-r0 busybox=1.38.0-r2 busybox-binsh=1.38.0-r2 ca-certificates-bundle=20260413-r0 libapk=3.0.4-r0 libcrypto3=3.5.4-r0 libssl3=3.5.4-r0 musl=1.2.5-r21 musl-utils=1.2.5-r21 scanelf=1.3.8-r2 ssl_client=1.38.0-r2 zlib=1.3.1-r2";

const LISTING = `
dev/
etc/
 - alpine-release fstab group hostname hosts inittab issue modules motd nsswitch.conf passwd profile protocols securetty services shells sysctl.conf
 @ mtab>../proc/mounts os-release>../usr/lib/os-release
 shadow 640 0:42
 apk/
  - arch repositories world
  keys/
   - alpine-devel@lists.alpinelinux.org-4a6a0840.rsa.pub alpine-devel@lists.alpinelinux.org-5261cecb.rsa.pub alpine-devel@lists.alpinelinux.org-6165ee59.rsa.pub
  protected_paths.d/
   - ca-certificates.list
 busybox-paths.d/
  - busybox
 conf.d/
 crontabs/
  root 600
 init.d/
 logrotate.d/
  - acpid
 modprobe.d/
  - aliases.conf blacklist.conf i386.conf kms.conf
 modules-load.d/
 network/
  if-down.d/
  if-post-down.d/
  if-post-up.d/
  if-pre-down.d/
  if-pre-up.d/
  if-up.d/
 opt/
 periodic/
  15min/
  daily/
  hourly/
  monthly/
  weekly/
 profile.d/
  - 20locale.sh README color_prompt.sh.disabled
 secfixes.d/
  - alpine
 ssl/
  @ cert.pem>certs/ca-certificates.crt
  certs/
   - ca-certificates.crt
 sysctl.d/
 udhcpc/
  - udhcpc.conf
home/
lib/
 @ libc.musl-x86_64.so.1>ld-musl-x86_64.so.1
 * ld-musl-x86_64.so.1
 apk/
  db/
   - installed scripts.tar triggers
   lock 600
  exec/
 firmware/
 modules-load.d/
 sysctl.d/
  - 00-alpine.conf
media/
 cdrom/
 floppy/
 usb/
mnt/
opt/
proc/ 555
root/ 700
run/
 lock/
sbin/
 * apk ldconfig mkmntdirs
srv/
sys/
tmp/ 1777
usr/
 bin/
  * getconf getent iconv ldd scanelf ssl_client
 lib/
  - libapk.so.3.0.0 libcrypto.so.3 libssl.so.3 libz.so.1.3.1 os-release
  @ libz.so.1>libz.so.1.3.1
  engines-3/
  modules-load.d/
  ossl-modules/
 local/
  bin/
  lib/
  share/
 sbin/
 share/
  apk/
   keys/
  man/
  misc/
  udhcpc/
   * default.script
var/
 @ lock>../run/lock run>../run
 cache/
  apk/
  misc/
 empty/ 555
 lib/
  misc/
  udhcpd/
 local/
 log/
 mail/
 opt/
 spool/
  @ mail>../mail
  cron/
   @ crontabs>../../../etc/crontabs
 tmp/ 1777
`;

const PROFILE = `# Read by every login shell.
append_path() {
  case ":$PATH:" in *:"$1":*) ;; *) PATH="\${PATH:+$PATH:}$1" ;; esac
}
for dir in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do append_path $dir; done
unset -f append_path
export PATH PAGER=less
umask 022
PS1='\\h:\\w\\$ '
for script in /etc/profile.d/*.sh; do
  [ -r "$script" ] && . "$script"
done
unset script
`;

/** The base layer of Alpine's image, by version: `3.24.2`. */
export function alpine(version: string): Recipe {
  return [{ apply: (k) => alpineBase(k, version) }];
}

function alpineBase(k: Kitchen, version: string): void {
  const minor = version.split(".").slice(0, 2).join(".");
  k.list(LISTING, {
    "/etc/alpine-release": `${version}\n`,
    "/usr/lib/os-release": `NAME="Alpine Linux"
ID=alpine
VERSION_ID=${version}
PRETTY_NAME="Alpine Linux v${minor}"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`,
    "/etc/issue": `Welcome to Alpine Linux ${minor}\nKernel \\r on \\m (\\l)\n\n`,
    "/etc/motd": "Welcome to Alpine!\n\nThe wiki at <https://wiki.alpinelinux.org/> has how-to guides.\n",
    "/etc/apk/arch": "x86_64\n",
    "/etc/apk/repositories": `https://dl-cdn.alpinelinux.org/alpine/v${minor}/main\nhttps://dl-cdn.alpinelinux.org/alpine/v${minor}/community\n`,
    "/etc/apk/world": "alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nmusl-utils\n",
    "/etc/passwd": PASSWD,
    "/etc/group": GROUPS.split(" ").map(groupLine).join(""),
    "/etc/shadow": PASSWD.replace(/^([^:]+):.*$/gm, "$1:!::0:::::").replace("root:!", "root:*"),
    "/etc/hostname": "localhost\n",
    "/etc/hosts": "127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n",
    "/etc/fstab": "/dev/cdrom\t/media/cdrom\tiso9660\tnoauto,ro 0 0\n/dev/usbdisk\t/media/usb\tvfat\tnoauto\t0 0\n",
    "/etc/nsswitch.conf": "hosts: files dns\n",
    "/etc/profile": PROFILE,
    "/etc/profile.d/20locale.sh":
      "export CHARSET=${CHARSET:-UTF-8}\nexport LANG=${LANG:-C.UTF-8}\nexport LC_COLLATE=${LC_COLLATE:-C}\n",
    "/etc/shells": "# valid login shells\n/bin/sh\n/bin/ash\n",
    "/etc/securetty": "console\ntty1\ntty2\ntty3\ntty4\ntty5\ntty6\n",
    "/lib/apk/db/installed": PACKAGES.split(" ")
      .map((entry) => apkEntry(entry.endsWith("=0") ? `alpine-release=${version}-r0` : entry))
      .join(""),
    "/lib/apk/db/lock": "",
  });
  k.program("/bin/busybox", busyboxBanner("1.38.0"), BUSYBOX_SIZE);
  for (const [folder, names] of Object.entries(APPLETS))
    for (const name of names.split(" ")) k.link(`${folder}/${name}`, "/bin/busybox");
}

/** What `apk add` brings: packages (`curl=8.17.0-r1`) and programs in /usr/bin. */
export function apkAdd(k: Kitchen, packages: string, programs = ""): void {
  if (programs) k.programs("/usr/bin", programs);
  append(k, "/lib/apk/db/installed", packages.split(" ").map(apkEntry).join(""));
}

/** An entry of apk's list of installed packages: P(ackage), V(ersion), A(rchitecture). */
function apkEntry(entry: string): string {
  const [name, version = "1.0-r0"] = entry.split("=");
  return `P:${name}\nV:${version}\nA:x86_64\n\n`;
}
