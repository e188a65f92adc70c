import { binary } from "../../filesystem/binary.ts";
import { file } from "../../filesystem/tree.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** The tools that BusyBox holds. */
export const APPLETS =
  "[ [[ acpid add-shell addgroup adduser adjtimex ar arch arp arping ascii ash awk base32 base64 basename bc beep blkdiscard " +
  "blkid blockdev bootchartd brctl bunzip2 busybox bzcat bzip2 cal cat chat chattr chgrp chmod chown chpasswd chpst chroot chrt " +
  "chvt cksum clear cmp comm conspy cp cpio crc32 crond crontab cryptpw cttyhack cut date dc dd deallocvt delgroup deluser " +
  "depmod devmem df dhcprelay diff dirname dmesg dnsd dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases echo ed " +
  "egrep eject env envdir envuidgid ether-wake expand expr factor fakeidentd fallocate false fatattr fbset fbsplash fdflush " +
  "fdformat fdisk fgconsole fgrep find findfs flock fold free freeramdisk fsck fsck.minix fsfreeze fstrim fsync ftpd ftpget " +
  "ftpput fuser getfattr getopt getty grep groups gunzip gzip halt hd head hexdump hexedit hostid hostname httpd hush hwclock " +
  "id ifconfig ifdown ifenslave ifplugd ifup inetd init insmod install ionice iostat ip ipaddr ipcalc ipcrm ipcs iplink " +
  "ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd last less link linux32 linux64 linuxrc ln loadfont " +
  "loadkmap logger login logname logread losetup lpd lpq lpr ls lsattr lsmod lsof lspci lsscsi lsusb lzcat lzma lzop makedevs " +
  "makemime man md5sum mdev mesg microcom mim mkdir mkdosfs mke2fs mkfifo mkfs.ext2 mkfs.minix mkfs.vfat mknod mkpasswd " +
  "mkswap mktemp modinfo modprobe more mount mountpoint mpstat mt mv nameif nanddump nandwrite nbd-client nc netstat nice nl " +
  "nmeter nohup nologin nproc nsenter nslookup ntpd od openvt partprobe passwd paste patch pgrep pidof ping ping6 " +
  "pipe_progress pivot_root pkill pmap popmaildir poweroff powertop printenv printf ps pscan pstree pwd pwdx raidautorun " +
  "rdate rdev readahead readlink readprofile realpath reboot reformime remove-shell renice reset resize resume rev rm rmdir " +
  "rmmod route rpm rpm2cpio rtcwake run-init run-parts runlevel runsv runsvdir rx script scriptreplay sed seedrng sendmail " +
  "seq setarch setconsole setfattr setfont setkeycodes setlogcons setpriv setserial setsid setuidgid sh sha1sum sha256sum " +
  "sha3sum sha512sum showkey shred shuf slattach sleep smemcap softlimit sort split ssl_client start-stop-daemon stat strings " +
  "stty su sulogin sum sv svc svlogd svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tcpsvd tee " +
  "telnet telnetd test tftp tftpd time timeout top touch tr traceroute traceroute6 tree true truncate ts tsort tty ttysize " +
  "tunctl ubiattach ubidetach ubimkvol ubirename ubirmvol ubirsvol ubiupdatevol udhcpc udhcpc6 udhcpd udpsvd uevent umount " +
  "uname unexpand uniq unix2dos unlink unlzma unshare unxz unzip uptime users usleep uudecode uuencode vconfig vi vlock " +
  "volname w wall watch watchdog wc wget which who whoami whois xargs xxd xz xzcat yes zcat zcip";

const ACCOUNTS = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
sys:x:3:3:sys:/dev:/bin/false
sync:x:4:100:sync:/bin:/bin/sync
mail:x:8:8:mail:/var/spool/mail:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
operator:x:37:37:Operator:/var:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`;
const GROUPS =
  "root daemon=1 bin=2 sys=3 adm=4 tty=5 disk=6 lp=7 mail=8 kmem=9 wheel=10:root cdrom=11 dialout=18 floppy=19 video=28 audio=29 tape=32 www-data=33 operator=37 utmp=43 plugdev=46 staff=50 lock=54 netdev=82 users=100 nobody=65534";

/** The whole of the image busybox: one binary under four hundred names, hard links as in the real one. */
export function busybox(version: string): Recipe {
  return [{ apply: (k) => busyboxBase(k, version) }];
}

function busyboxBase(k: Kitchen, version: string): void {
  const tool = { ...file(binary("busybox", busyboxBanner(version)), { mode: 0o755, mtime: k.mtime }), link: 1 };
  k.folder("/bin");
  for (const name of APPLETS.split(" ")) k.editor.put(`/bin/${name}`, tool);
  k.program("/bin/getconf");
  k.list(
    `dev/
etc/
 - group localtime nsswitch.conf passwd
 shadow 640
 network/
  if-down.d/
  if-post-down.d/
  if-pre-up.d/
  if-up.d/
home/ 755 65534:65534
lib/
 - libc.so.6 libm.so.6 libnss_compat.so.2 libnss_dns.so.2 libnss_files.so.2 libpthread.so.0 libresolv.so.2
 ld-linux-x86-64.so.2 755
@ lib64>lib
root/ 700
tmp/ 1777
usr/
 bin/
  @ env>../../bin/env
 sbin/ 755 1:1
var/
 spool/
  mail/ 755 8:8
 www/
`,
    {
      "/etc/passwd": ACCOUNTS,
      "/etc/group": GROUPS.split(" ").map(groupLine).join(""),
      "/etc/shadow": ACCOUNTS.replace(/^([^:]+):.*$/gm, "$1:*:10933:0:99999:7:::").replace("root:*", "root::"),
      "/etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
    },
  );
}

export function busyboxBanner(version: string): string {
  return `BusyBox v${version} (2026-05-12 22:34:21 UTC) multi-call binary.`;
}

/** `wheel=10:root` as a line of /etc/group. */
export function groupLine(entry: string): string {
  const [name = "", rest = "0"] = entry.split("=");
  const [gid = "0", members = ""] = rest.split(":");
  return `${name}:x:${gid}:${members}\n`;
}
