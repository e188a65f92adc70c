/**
 * What Debian's minimal installation (debootstrap's minbase, with the changes of the official image) consists of, by
 * name: shells, coreutils, dpkg and apt. No ping, curl, vi, ps or ip: learners miss them in the real images too.
 */
export const DEBIAN_LISTING = `
@ bin>usr/bin lib>usr/lib lib64>usr/lib64 sbin>usr/sbin
boot/
dev/
etc/
 - hostname
 - bash.bashrc bindresvport.blacklist debconf.conf debian_version environment fstab gai.conf group group- host.conf issue issue.net ld.so.cache ld.so.conf libaudit.conf login.defs motd nsswitch.conf pam.conf passwd profile shells subgid subuid xattr.conf
 @ localtime>/usr/share/zoneinfo/Etc/UTC os-release>../usr/lib/os-release rmt>/usr/sbin/rmt
 .pwd.lock 600
 alternatives/
  - README
  @ awk>/usr/bin/mawk nawk>/usr/bin/mawk pager>/bin/more rmt>/usr/sbin/rmt-tar which>/usr/bin/which.debianutils
 apt/
  apt.conf.d/
   - 01autoremove 70debconf docker-autoremove-suggests docker-clean docker-gzip-indexes docker-no-languages
  auth.conf.d/
  keyrings/
  preferences.d/
  sources.list.d/
   - debian.sources
  trusted.gpg.d/
   - debian-archive-trixie-automatic.asc debian-archive-trixie-security-automatic.asc debian-archive-trixie-stable.asc
 cron.daily/
  * apt-compat dpkg
 default/
  - nss useradd
 dpkg/
  - dpkg.cfg
  dpkg.cfg.d/
   - docker docker-apt-speedup
  origins/
   - debian
   @ default>debian
 gshadow 640 0:42
 kernel/
  postinst.d/
 ld.so.conf.d/
  - libc.conf x86_64-linux-gnu.conf
 logrotate.d/
  - alternatives apt dpkg
 opt/
 pam.d/
  - chfn chpasswd chsh common-account common-auth common-password common-session common-session-noninteractive login newusers other passwd runuser runuser-l su su-l
 passwd- 600
 profile.d/
 rc0.d/
 rc1.d/
 rc2.d/
 rc3.d/
 rc4.d/
 rc5.d/
 rc6.d/
 rcS.d/
 security/
  * namespace.init
  - access.conf faillock.conf group.conf limits.conf namespace.conf pam_env.conf pwhistory.conf sepermit.conf time.conf
  limits.d/
  namespace.d/
  opasswd 600
 selinux/
  - semanage.conf
 shadow 640 0:42
 skel/
  - .bash_logout .bashrc .profile
 systemd/
 terminfo/
  - README
 update-motd.d/
  * 10-uname
home/
media/
mnt/
opt/
proc/
root/ 700
 - .bashrc .profile
run/
 lock/ 1777
 mount/
srv/
sys/
tmp/ 1777
usr/
 bin/
  * [ apt apt-cache apt-cdrom apt-config apt-get apt-mark arch b2sum base32 base64 basename basenc bash bashbug cat chcon chgrp chmod choom chown chrt cksum clear clear_console cmp comm cp csplit cut dash date dd deb-systemd-helper deb-systemd-invoke debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show df diff diff3 dir dircolors dirname dmesg dpkg dpkg-deb dpkg-divert dpkg-maintscript-helper dpkg-query dpkg-realpath dpkg-split dpkg-statoverride dpkg-trigger du echo egrep env expand expr factor fallocate false fgrep find findmnt flock fmt fold getconf getent getopt grep groups gunzip gzexe gzip hardlink head hostid hostname iconv id infocmp install ionice ipcmk ipcrm ipcs ischroot join ldd link ln locale localedef logger login logname ls lsblk lscpu lsipc lslocks lslogins lsmem lsns mawk mcookie md5sum mkdir mkfifo mknod mktemp more mountpoint mv namei nice nl nohup nproc nsenter numfmt od partx paste pathchk perl perl5.40.1 pinky pldd pr printenv printf prlimit ptx pwd readlink realpath rename.ul renice rev rgrep rm rmdir run-parts runcon savelog script scriptlive scriptreplay sdiff sed seq setarch setpriv setsid setterm sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split sqv stat stdbuf stty sum sync tabs tac tail tar taskset tee tempfile test tic timeout toe touch tput tr true truncate tset tsort tty tzselect uclampset uname unexpand uniq unlink unshare update-alternatives users vdir wall wc wdctl whereis which.debianutils who whoami xargs yes zcat zcmp zdiff zdump zegrep zfgrep zforce zgrep zless zmore znew
  @ awk>/etc/alternatives/awk captoinfo>tic dnsdomainname>hostname domainname>hostname i386>setarch infotocap>tic ld.so>../lib64/ld-linux-x86-64.so.2 linux32>setarch linux64>setarch nawk>/etc/alternatives/nawk nisdomainname>hostname pager>/etc/alternatives/pager pidof>../sbin/killall5 rbash>bash reset>tset sg>newgrp sh>dash uncompress>gunzip which>/etc/alternatives/which x86_64>setarch ypdomainname>hostname
  chage* 2755 0:42
  chfn* 4755
  chsh* 4755
  expiry* 2755 0:42
  gpasswd* 4755
  mount* 4755
  newgrp* 4755
  passwd* 4755
  su* 4755
  umount* 4755
 games/
 include/
 lib/
  - os-release
  apt/
  dpkg/
  init/
  locale/
  lsb/
  mime/
  systemd/
  tmpfiles.d/
  x86_64-linux-gnu/
   * ld-linux-x86-64.so.2 libc.so.6
   - libBrokenLocale.so.1 libacl.so.1 libanl.so.1 libapt-pkg.so.7.0 libapt-private.so.0.0 libattr.so.1 libaudit.so.1 libblkid.so.1 libbsd.so.0 libbz2.so.1 libbz2.so.1.0 libc_malloc_debug.so.0 libcap-ng.so.0 libcap.so.2 libcrypt.so.1 libcrypto.so.3 libdb-5.3.so libdebconfclient.so.0 libdl.so.2 libdrop_ambient.so.0 libgcc_s.so.1 libgmp.so.10 libhogweed.so.6 liblastlog2.so.2 liblz4.so.1 liblzma.so.5 libm.so.6 libmd.so.0 libmemusage.so libmount.so.1 libmvec.so.1 libnettle.so.8 libnsl.so.1 libnss_compat.so.2 libnss_dns.so.2 libnss_files.so.2 libnss_hesiod.so.2 libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpcprofile.so libpcre2-8.so.0 libpsx.so.2 libpthread.so.0 libresolv.so.2 librt.so.1 libseccomp.so.2 libselinux.so.1 libsemanage.so.2 libsepol.so.2 libsmartcols.so.1 libsqlite3.so.0 libssl.so.3 libstdc++.so.6 libsystemd.so.0 libthread_db.so.1 libtic.so.6 libtinfo.so.6 libudev.so.1 libutil.so.1 libuuid.so.1 libxxhash.so.0 libz.so.1 libzstd.so.1
   engines-3/
   gconv/
   ossl-modules/
   perl-base/
   security/
 lib64/
  @ ld-linux-x86-64.so.2>../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
 libexec/
 local/
  @ man>share/man
  bin/
  etc/
  games/
  include/
  lib/
  libexec/
  sbin/
  share/
   man/
  src/
 sbin/
  * add-shell agetty blkdiscard blkid blkzone blockdev chcpu chgpasswd chmem chpasswd chroot dpkg-preconfigure dpkg-reconfigure faillock findfs fsck fsfreeze fstab-decode fstrim groupadd groupdel groupmod grpck grpconv grpunconv iconvconfig installkernel invoke-rc.d isosize killall5 ldattach ldconfig losetup mkfs mkhomedir_helper mkswap newusers nologin pam-auth-update pam_getenv pam_namespace_helper pam_timestamp_check pivot_root pwck pwconv pwhistory_helper pwunconv readprofile remove-shell rmt-tar rtcwake runuser service shadowconfig start-stop-daemon sulogin swaplabel swapoff swapon switch_root tarcat unix_update update-passwd update-rc.d update-shells useradd userdel usermod vipw wipefs zic zramctl
  @ getty>agetty rmt>/etc/alternatives/rmt vigr>vipw
  unix_chkpwd* 2755 0:42
 share/
  base-files/
  base-passwd/
  common-licenses/
  debconf/
  debianutils/
  dict/
  doc/
  dpkg/
  fish/
   completions/
    - sqv.fish
  info/
  keyrings/
  libc-bin/
   - nsswitch.conf
  misc/
  pam/
  terminfo/
   E/
   a/
    - ansi
   c/
   d/
    - dumb
   h/
   l/
    - linux
   m/
   p/
   r/
   s/
    - screen screen-256color screen-256color-bce screen-bce screen-s screen-w screen.xterm-256color
   t/
    - tmux tmux-256color
   v/
    - vt100
   w/
   x/
    - xterm xterm-256color xterm-color xterm-mono xterm-r5 xterm-r6 xterm-vt220 xterm-xfree86
    @ xterm-debian>xterm
  util-linux/
  zoneinfo/
   @ UTC>Etc/UTC
   America/
    - Chicago Los_Angeles New_York Sao_Paulo
   Asia/
    - Kolkata Seoul Shanghai Tokyo
   Etc/
    - UTC
   Europe/
    - Berlin London Madrid Paris Rome Warsaw
  zsh/
   vendor-completions/
    - _sqv
 src/
var/
 @ lock>/run/lock run>/run
 backups/
 cache/
  apt/
   archives/
    partial/
  debconf/
  ldconfig/ 700
 lib/
  - shells.state
  apt/
   lists/
   mirrors/
   periodic/
  dpkg/
   - arch-native available cmethopt diversions diversions-old status status-old
   alternatives/
   info/
   lock 640
   lock-frontend 640
   parts/
   triggers/
   updates/
  misc/
  pam/
   - account auth password seen session session-noninteractive
  systemd/
   deb-systemd-helper-enabled/
 local/ 2775 0:50
 log/
  - alternatives.log dpkg.log
  apt/
  btmp 660 0:43
  lastlog 664 0:43
  wtmp 664 0:43
 mail/ 2775 0:8
 opt/
 spool/
  @ mail>../mail
 tmp/ 1777
`;
