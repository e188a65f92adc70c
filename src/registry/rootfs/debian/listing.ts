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
  * apt-compat#1478 dpkg#123
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
  * namespace.init#1971
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
  * 10-uname#23
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
  * [#55720 apt#18752 apt-cache#92552 apt-cdrom#27016 apt-config#31040 apt-get#59784 apt-mark#63880 arch#43464 b2sum#63944 base32#47528 base64#47528 basename#43432 basenc#59816 bash#1298416 bashbug#6944 cat#47592 chcon#80296 chgrp#76232 chmod#72136 choom#55688 chown#76232 chrt#72072 cksum#137672 clear#14584 clear_console#14488 cmp#56272 comm#47560 cp#149960 csplit#59848 cut#55752 dash#129736 date#100808 dd#76272 deb-systemd-helper#24358 deb-systemd-invoke#7135 debconf#2870 debconf-apt-progress#11846 debconf-communicate#623 debconf-copydb#1718 debconf-escape#668 debconf-set-selections#3216 debconf-show#1825 df#109488 diff#163440 diff3#72848 dir#158632 dircolors#55752 dirname#43432 dmesg#90840 dpkg#326704 dpkg-deb#182816 dpkg-divert#162584 dpkg-maintscript-helper#21124 dpkg-query#174864 dpkg-realpath#59728 dpkg-split#145904 dpkg-statoverride#88584 dpkg-trigger#92672 du#113096 echo#43432 egrep#41 env#56144 expand#47560 expr#51624 factor#76232 fallocate#35208 false#43432 fgrep#41 find#233040 findmnt#102296 flock#35288 fmt#51624 fold#47528 getconf#26920 getent#35480 getopt#35208 grep#203152 groups#43432 gunzip#2335 gzexe#6469 gzip#102200 hardlink#63976 head#51656 hostid#43432 hostname#26776 iconv#68032 id#51656 infocmp#67904 install#154096 ionice#35208 ipcmk#35280 ipcrm#80264 ipcs#84360 ischroot#14752 join#59880 ldd#5356 link#43432 ln#76240 locale#46656 localedef#310328 logger#60392 login#92552 logname#43432 ls#158632 lsblk#248208 lscpu#170384 lsipc#113032 lslocks#80696 lslogins#113032 lsmem#72072 lsns#92560 mawk#170664 mcookie#39376 md5sum#55752 mkdir#88488 mkfifo#76200 mknod#84392 mktemp#47528 more#63888 mountpoint#18824 mv#149960 namei#39304 nice#43432 nl#51720 nohup#47528 nproc#47528 nsenter#88728 numfmt#68072 od#84424 partx#137616 paste#47560 pathchk#43432 perl#3935376 perl5.40.1#3935376 pinky#59848 pldd#22904 pr#80392 printenv#43432 printf#68008 prlimit#43928 ptx#63976 pwd#43432 readlink#55720 realpath#55752 rename.ul#31112 renice#14720 rev#14728 rgrep#30 rm#76232 rmdir#43432 run-parts#27392 runcon#47528 savelog#10487 script#80264 scriptlive#67976 scriptreplay#47496 sdiff#68704 sed#130520 seq#47528 setarch#88736 setpriv#92560 setsid#14728 setterm#47496 sha1sum#55752 sha224sum#55752 sha256sum#55752 sha384sum#55752 sha512sum#55752 shred#68040 shuf#63912 sleep#43432 sort#121552 split#72560 sqv#1870376 stat#104904 stdbuf#47528 stty#76232 sum#51632 sync#43432 tabs#18672 tac#47528 tail#80360 tar#458280 taskset#67976 tee#47560 tempfile#14576 test#47528 tic#96608 timeout#47984 toe#22768 touch#88520 tput#30992 tr#59816 true#43432 truncate#47528 tset#30968 tsort#59816 tty#43432 tzselect#21877 uclampset#72072 uname#43464 unexpand#47560 uniq#55752 unlink#43432 unshare#92792 update-alternatives#59712 users#51624 vdir#158632 wall#47496 wc#68048 wdctl#76168 whereis#31112 which.debianutils#1080 who#63944 whoami#43432 xargs#76232 yes#43432 zcat#1973 zcmp#1678 zdiff#6436 zdump#26840 zegrep#29 zfgrep#29 zforce#2076 zgrep#8199 zless#2434 zmore#1837 znew#4862
  @ awk>/etc/alternatives/awk captoinfo>tic dnsdomainname>hostname domainname>hostname i386>setarch infotocap>tic ld.so>../lib64/ld-linux-x86-64.so.2 linux32>setarch linux64>setarch nawk>/etc/alternatives/nawk nisdomainname>hostname pager>/etc/alternatives/pager pidof>../sbin/killall5 rbash>bash reset>tset sg>newgrp sh>dash uncompress>gunzip which>/etc/alternatives/which x86_64>setarch ypdomainname>hostname
  chage* 2755 0:42 #113848
  chfn* 4755 #70888
  chsh* 4755 #52936
  expiry* 2755 0:42 #31256
  gpasswd* 4755 #88568
  mount* 4755 #72072
  newgrp* 4755 #18816
  passwd* 4755 #118168
  su* 4755 #84360
  umount* 4755 #55688
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
   * ld-linux-x86-64.so.2#225672 libc.so.6#1995216
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
  * add-shell#1053 agetty#110152 blkdiscard#35208 blkid#141736 blkzone#92552 blockdev#96648 chcpu#47496 chgpasswd#68016 chmem#72072 chpasswd#97368 chroot#51624 dpkg-preconfigure#4563 dpkg-reconfigure#4536 faillock#22776 findfs#14728 fsck#59784 fsfreeze#14728 fstab-decode#14576 fstrim#88456 groupadd#105632 groupdel#93176 groupmod#105624 grpck#63928 grpconv#59672 grpunconv#59672 iconvconfig#31128 installkernel#2711 invoke-rc.d#16517 isosize#35208 killall5#26944 ldattach#35208 ldconfig#988168 losetup#133664 mkfs#14728 mkhomedir_helper#14600 mkswap#137616 newusers#109536 nologin#22912 pam-auth-update#21441 pam_getenv#2890 pam_namespace_helper#467 pam_timestamp_check#14584 pivot_root#14728 pwck#59784 pwconv#55560 pwhistory_helper#22776 pwunconv#55576 readprofile#35248 remove-shell#1111 rmt-tar#64704 rtcwake#55688 runuser#84360 service#9215 shadowconfig#1983 start-stop-daemon#44464 sulogin#59792 swaplabel#18824 swapoff#51584 swapon#59784 switch_root#18824 tarcat#936 unix_update#43256 update-passwd#39416 update-rc.d#18147 update-shells#4066 useradd#159640 userdel#113728 usermod#147192 vipw#74520 wipefs#51592 zic#63816 zramctl#137736
  @ getty>agetty rmt>/etc/alternatives/rmt vigr>vipw
  unix_chkpwd* 2755 0:42 #43256
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
