/** A package of the distribution. Sizes are kB: of the archive, and installed. */
export interface SystemPackage {
  readonly name: string;
  readonly version: string;
  readonly archive: number;
  readonly installed: number;
  readonly depends: readonly string[];
  /** Programs that it brings, with their folders. */
  readonly programs: readonly string[];
  readonly summary: string;
}

/**
 * What courses install, as Debian and Ubuntu name it: `name version archive/installed depends programs summary`; a dash for
 * nothing. Versions and sizes are those of Debian 13, rounded.
 */
const APT = `
curl 8.14.1-2 269/520 libcurl4t64,ca-certificates /usr/bin/curl command line tool for transferring data with URL syntax
libcurl4t64 8.14.1-2 391/970 libnghttp2-14,librtmp1,libssh2-1t64 - easy-to-use client-side URL transfer library
libnghttp2-14 1.64.0-1.1 76/220 - - library implementing HTTP/2 protocol
librtmp1 2.4+20151223.gitfa8646d.1-2+b5 58/150 - - toolkit for RTMP streams
libssh2-1t64 1.11.1-1 245/500 - - SSH2 client-side library
ca-certificates 20250419 162/410 openssl /usr/sbin/update-ca-certificates common CA certificates
openssl 3.5.4-1~deb13u1 1495/2400 - /usr/bin/openssl Secure Sockets Layer toolkit - cryptographic utility
wget 1.25.0-2 984/3700 libpsl5t64 /usr/bin/wget retrieves files from the web
libpsl5t64 0.21.2-1.1+b1 57/120 - - library for Public Suffix List
git 1:2.47.3-0+deb13u1 8862/50600 git-man,libcurl3t64-gnutls,perl,less /usr/bin/git fast, scalable, distributed revision control system
git-man 1:2.47.3-0+deb13u1 2205/2700 - - fast, scalable, distributed revision control system (manual pages)
libcurl3t64-gnutls 8.14.1-2 386/940 libnghttp2-14 - easy-to-use client-side URL transfer library (GnuTLS flavour)
perl 5.40.1-6 267/700 - /usr/bin/perl Larry Wall's Practical Extraction and Report Language
less 668-1 161/330 - /usr/bin/less pager program similar to more
vim 2:9.1.1230-2 1715/3900 vim-common,vim-runtime /usr/bin/vim Vi IMproved - enhanced vi editor
vim-common 2:9.1.1230-2 463/900 - - Vi IMproved - Common files
vim-runtime 2:9.1.1230-2 7309/36300 - - Vi IMproved - Runtime files
vim-tiny 2:9.1.1230-2 782/1800 vim-common /usr/bin/vi Vi IMproved - enhanced vi editor - compact version
nano 8.4-1 740/2900 - /usr/bin/nano small, friendly text editor inspired by Pico
procps 2:4.0.4-9 881/2400 libproc2-0 /usr/bin/ps,/usr/bin/top,/usr/bin/free,/usr/bin/pgrep,/usr/bin/pkill,/usr/bin/uptime,/usr/bin/vmstat,/usr/bin/watch,/usr/sbin/sysctl /proc file system utilities
libproc2-0 2:4.0.4-9 65/180 - - library for accessing process information from /proc
iputils-ping 3:20240905-3 49/150 - /usr/bin/ping Tools to test the reachability of network hosts
iproute2 6.15.0-1 1098/3400 libbpf1,libmnl0 /usr/bin/ip,/usr/bin/ss networking and traffic control tools
libbpf1 1:1.5.0-3 171/400 - - eBPF helper library
libmnl0 1.0.5-3 12/40 - - minimalistic Netlink communication library
net-tools 2.10-1.3 246/900 - /usr/bin/netstat,/usr/sbin/ifconfig,/usr/sbin/route,/usr/sbin/arp NET-3 networking toolkit
dnsutils 1:9.20.11-4 10/20 bind9-dnsutils - Transitional package for bind9-dnsutils
bind9-dnsutils 1:9.20.11-4 156/500 bind9-host,bind9-libs /usr/bin/dig,/usr/bin/nslookup,/usr/bin/nsupdate Clients provided with BIND 9
bind9-host 1:9.20.11-4 53/150 bind9-libs /usr/bin/host DNS Lookup Utility
bind9-libs 1:9.20.11-4 1412/3900 - - Shared Libraries used by BIND 9
netcat-openbsd 1.229-1 42/110 - /usr/bin/nc TCP/IP swiss army knife
telnet 0.17+2.6-3 39/50 inetutils-telnet /usr/bin/telnet transitional dummy package for inetutils-telnet
inetutils-telnet 2:2.6-3 109/340 - /usr/bin/inetutils-telnet telnet client
traceroute 1:2.1.6-1 58/170 - /usr/sbin/traceroute Traces the route taken by packets over an IPv4/IPv6 network
build-essential 12.12 4/20 gcc,g++,make,libc6-dev,dpkg-dev - Informational list of build-essential packages
gcc 4:14.2.0-1 1/50 gcc-14 /usr/bin/gcc GNU C compiler
gcc-14 14.2.0-19 18800/67000 binutils,libgcc-14-dev /usr/bin/gcc-14 GNU C compiler
g++ 4:14.2.0-1 1/20 g++-14 /usr/bin/g++ GNU C++ compiler
g++-14 14.2.0-19 13100/41700 gcc-14,libstdc++-14-dev /usr/bin/g++-14 GNU C++ compiler
binutils 2.44-3 265/800 - /usr/bin/ld,/usr/bin/as,/usr/bin/objdump GNU assembler, linker and binary utilities
libgcc-14-dev 14.2.0-19 2672/14000 libc6-dev - GCC support library (development files)
libstdc++-14-dev 14.2.0-19 2376/20000 - - GNU Standard C++ Library v3 (development files)
libc6-dev 2.41-12 1996/12300 linux-libc-dev - GNU C Library: Development Libraries and Header Files
linux-libc-dev 6.12.48-1 2700/8700 - - Linux support headers for userspace development
make 4.4.1-2 463/1800 - /usr/bin/make utility for directing compilation
dpkg-dev 1.22.21 1338/2400 - /usr/bin/dpkg-buildpackage Debian package development tools
cmake 3.31.6-2 12000/40000 make /usr/bin/cmake cross-platform, open-source make system
pkg-config 1.8.1-4 14/30 pkgconf /usr/bin/pkg-config manage compile and link flags for libraries (transitional package)
pkgconf 1.8.1-4 36/90 - /usr/bin/pkgconf manage compile and link flags for libraries
python3 3.13.5-1 28/90 python3.13,libpython3-stdlib /usr/bin/python3 interactive high-level object-oriented language (default python3 version)
python3.13 3.13.5-2 757/1400 - /usr/bin/python3.13 Interactive high-level object-oriented language (version 3.13)
libpython3-stdlib 3.13.5-1 10/30 - - interactive high-level object-oriented language (default python3 version)
python3-pip 25.1.1+dfsg-1 1500/7400 python3,python3-wheel /usr/bin/pip,/usr/bin/pip3 Python package installer
python3-wheel 0.46.1-2 21/80 python3 - built-package format for Python
python3-venv 3.13.5-1 1/10 python3 - venv module for python3 (default python3 version)
python3-dev 3.13.5-1 26/50 python3 - header files and a static library for Python (default)
nodejs 20.19.2+dfsg-1 341/1000 libnode115 /usr/bin/node,/usr/bin/nodejs evented I/O for V8 javascript - runtime executable
libnode115 20.19.2+dfsg-1 11800/52000 - - evented I/O for V8 javascript - runtime library
npm 9.2.0~ds1-3 696/3300 nodejs /usr/bin/npm,/usr/bin/npx package manager for Node.js
nginx 1.26.3-3+deb13u1 607/1400 nginx-common /usr/sbin/nginx small, powerful, scalable web/proxy server
nginx-common 1.26.3-3+deb13u1 107/220 - - small, powerful, scalable web/proxy server - common files
apache2 2.4.65-2 224/560 apache2-bin,apache2-utils /usr/sbin/apache2ctl,/usr/sbin/a2enmod,/usr/sbin/a2ensite Apache HTTP Server
apache2-bin 2.4.65-2 1366/4400 - /usr/sbin/apache2 Apache HTTP Server (modules and other binary files)
apache2-utils 2.4.65-2 212/440 - /usr/bin/ab,/usr/bin/htpasswd Apache HTTP Server (utility programs for web servers)
redis-tools 5:8.0.2-3+deb13u1 1500/6900 - /usr/bin/redis-cli,/usr/bin/redis-benchmark Persistent key-value database with network interface (client)
redis-server 5:8.0.2-3+deb13u1 30/140 redis-tools /usr/bin/redis-server Persistent key-value database with network interface
postgresql-client 17+278 14/60 postgresql-client-17 - front-end programs for PostgreSQL (supported version)
postgresql-client-17 17.6-0+deb13u1 2032/11300 libpq5 /usr/bin/psql,/usr/bin/pg_dump,/usr/bin/pg_isready front-end programs for PostgreSQL 17
libpq5 17.6-0+deb13u1 228/900 - - PostgreSQL C client library
libpq-dev 17.6-0+deb13u1 150/600 libpq5 - header files for libpq5 (PostgreSQL library)
default-mysql-client 1.1.1 3/20 mariadb-client - MySQL database client binaries (metapackage)
mariadb-client 1:11.8.3-0+deb13u1 3175/49000 - /usr/bin/mysql,/usr/bin/mariadb,/usr/bin/mysqladmin,/usr/bin/mysqldump MariaDB database client binaries
sqlite3 3.46.1-7 350/700 - /usr/bin/sqlite3 Command line interface for SQLite 3
jq 1.7.1-6+deb13u1 78/120 libjq1 /usr/bin/jq lightweight and flexible command-line JSON processor
libjq1 1.7.1-6+deb13u1 158/400 - - lightweight and flexible command-line JSON processor - shared library
tree 2.2.1-1 52/130 - /usr/bin/tree displays an indented directory tree, in color
htop 3.4.1-5 180/460 - /usr/bin/htop interactive processes viewer
cowsay 3.03+dfsg2-8 22/100 perl /usr/games/cowsay configurable talking cow
figlet 2.2.5-3+b2 136/750 - /usr/bin/figlet Make large character ASCII banners out of ordinary text
fortune-mod 1:1.99.1-8 48/120 fortunes-min /usr/games/fortune provides fortune cookies on demand
fortunes-min 1:1.99.1-8 61/160 - - Data files containing selected fortune cookies
sl 5.02-1+b2 16/50 - /usr/games/sl Correct you if you type \`sl' by mistake
lolcat 100.0.1-4 10/60 - /usr/games/lolcat colorful \`cat\`
neofetch 7.1.0-4 80/330 - /usr/bin/neofetch Shows Linux System Information with Distribution Logo
unzip 6.0-29 174/390 - /usr/bin/unzip De-archiver for .zip files
zip 3.0-15 234/620 - /usr/bin/zip Archiver for .zip files
xz-utils 5.8.1-1 660/1300 - /usr/bin/xz XZ-format compression utilities
bzip2 1.0.8-6 40/110 - /usr/bin/bzip2 high-quality block-sorting file compressor - utilities
rsync 3.4.1+ds1-5 429/800 - /usr/bin/rsync fast, versatile, remote (and local) file-copying tool
openssh-client 1:10.0p1-7 985/4600 - /usr/bin/ssh,/usr/bin/scp,/usr/bin/ssh-keygen secure shell (SSH) client, for secure access to remote machines
openssh-server 1:10.0p1-7 600/2100 openssh-client /usr/sbin/sshd secure shell (SSH) server, for secure access from remote machines
gnupg 2.4.7-21 417/900 - /usr/bin/gpg GNU privacy guard - a free PGP replacement
lsb-release 12.1-1 6/20 - /usr/bin/lsb_release Linux Standard Base version reporting utility (minimal implementation)
software-properties-common 0.111-1 30/200 - /usr/bin/add-apt-repository manage the repositories that you install software from (common)
apt-transport-https 3.0.3 38/40 - - transitional package for https support
apt-utils 3.0.3 400/1200 - /usr/bin/apt-ftparchive package management related utility programs
sudo 1.9.16p2-3 2000/6500 - /usr/bin/sudo Provide limited super user privileges to specific users
cron 3.0pl1-197 80/250 - /usr/sbin/cron,/usr/bin/crontab process scheduling daemon
supervisor 4.2.5-3 309/1700 python3 /usr/bin/supervisord,/usr/bin/supervisorctl System for controlling process state
tini 0.19.0-3+b2 20/60 - /usr/bin/tini tiny but valid init for containers
dumb-init 1.2.5-3 15/50 - /usr/bin/dumb-init wrapper script which proxies signals to a child
gosu 1.17-3 800/2200 - /usr/sbin/gosu Simple Go-based setuid+setgid+setsid+exec
stress 1.0.7-1 18/50 - /usr/bin/stress tool to impose load on and stress test a computer system
strace 6.13+ds-1 1300/2300 - /usr/bin/strace System call tracer
tcpdump 4.99.5-2 480/1300 - /usr/bin/tcpdump command-line network traffic analyzer
iptables 1.8.11-2 370/2500 - /usr/sbin/iptables administration tools for packet filtering and NAT
nmap 7.95+dfsg-3 2000/4500 - /usr/bin/nmap The Network Mapper
ffmpeg 7:7.1.2-0+deb13u1 2000/2600 - /usr/bin/ffmpeg,/usr/bin/ffprobe Tools for transcoding, streaming and playing of multimedia files
imagemagick 8:7.1.1.43+dfsg1-1 30/100 - /usr/bin/convert image manipulation programs
file 1:5.46-5 43/130 - /usr/bin/file Recognize the type of data in a file using "magic" numbers
bash-completion 1:2.16.0-7 300/1500 - - programmable completion for the bash shell
locales 2.41-12 3900/16800 - /usr/sbin/locale-gen GNU C Library: National Language (locale) data [support]
default-jdk 2:1.21-76 1/20 openjdk-21-jdk - Standard Java or Java compatible Development Kit
openjdk-21-jdk 21.0.8+9-1 80000/90000 - /usr/bin/java,/usr/bin/javac OpenJDK Development Kit (JDK)
golang-go 2:1.24~2 40/130 - /usr/bin/go Go programming language compiler, linker, compiled stdlib
php 2:8.4+96 9/20 php-cli - server-side, HTML-embedded scripting language (default)
php-cli 2:8.4+96 9/20 - /usr/bin/php command-line interpreter for the PHP scripting language (default)
ruby 1:3.3+b1 12/40 - /usr/bin/ruby,/usr/bin/gem Interpreter of object-oriented scripting language Ruby (default version)
`;

function parse(table: string): ReadonlyMap<string, SystemPackage> {
  const list = (text = "-") => (text === "-" ? [] : text.split(","));
  return new Map(
    table
      .trim()
      .split("\n")
      .map((line) => {
        const [name = "", version = "", sizes = "", depends, programs, ...summary] = line.split(" ");
        const [archive = 1, installed = 1] = sizes.split("/").map(Number);
        return [
          name,
          {
            name,
            version,
            archive,
            installed,
            depends: list(depends),
            programs: list(programs),
            summary: summary.join(" "),
          },
        ] as const;
      }),
  );
}

export const aptPackages: ReadonlyMap<string, SystemPackage> = parse(APT);

/** Alpine's, versions of 3.22; sizes in kB as above. */
const APK = `
curl 8.14.1-r2 160/320 c-ares,libcurl,ca-certificates /usr/bin/curl URL retrival utility and library
libcurl 8.14.1-r2 300/640 brotli-libs,nghttp2-libs,libpsl,zstd-libs - The multiprotocol file transfer library
c-ares 1.34.5-r0 60/140 - - Asynchronously DNS/names resolver library
brotli-libs 1.1.0-r2 340/870 - - Generic lossless compressor (libraries)
nghttp2-libs 1.65.0-r0 70/150 - - Experimental HTTP/2 client, server and proxy (libraries)
libpsl 0.21.5-r3 40/90 libunistring - C library for the Publix Suffix List
libunistring 1.3-r0 650/1780 - - Library for manipulating Unicode strings and C strings
zstd-libs 1.5.7-r0 290/650 - - Zstandard - Fast real-time compression algorithm (libraries)
ca-certificates 20250911-r0 140/600 - /usr/sbin/update-ca-certificates Common CA certificates PEM files from Mozilla
wget 1.25.0-r1 230/600 libidn2,pcre2 /usr/bin/wget Network utility to retrieve files from the Web
libidn2 2.3.7-r0 90/210 libunistring - Encode/Decode library for internationalized domain names
pcre2 10.46-r0 260/650 - - Perl-compatible regular expression library
git 2.49.1-r0 3000/9600 libcurl,libexpat,pcre2,git-init-template /usr/bin/git Distributed version control system
git-init-template 2.49.1-r0 6/20 - - Distributed version control system (init template)
libexpat 2.7.3-r0 70/170 - - XML Parser library written in C (libraries)
vim 9.1.1105-r0 1400/3600 vim-common,ncurses-libs /usr/bin/vim Improved vi-style text editor
vim-common 9.1.1105-r0 4200/28000 - - Improved vi-style text editor (common files)
ncurses-libs 6.5_p20250503-r0 150/320 ncurses-terminfo-base - Ncurses libraries
ncurses-terminfo-base 6.5_p20250503-r0 20/60 - - Descriptions of common terminals
nano 8.4-r0 300/900 ncurses-libs /usr/bin/nano Enhanced clone of the Pico text editor
bash 5.2.37-r0 480/1340 ncurses-libs,readline /bin/bash The GNU Bourne Again shell
readline 8.2.13-r1 140/310 - - GNU readline library
procps 4.0.4-r3 190/500 libproc2,ncurses-libs /usr/bin/ps,/usr/bin/top,/usr/bin/free,/usr/bin/watch Utilities for monitoring your system and processes on your system
libproc2 4.0.4-r3 50/110 - - Utilities for monitoring your system and processes on your system (libraries)
iputils 20240905-r0 10/20 iputils-ping - IP Configuration Utilities (and Ping)
iputils-ping 20240905-r0 50/130 - /bin/ping IP Configuration Utilities (and Ping) (ping)
iproute2 6.14.0-r0 10/20 iproute2-minimal,iproute2-ss - IP Routing Utilities
iproute2-minimal 6.14.0-r0 290/700 libmnl /sbin/ip IP Routing Utilities (minimal)
iproute2-ss 6.14.0-r0 60/140 libmnl /usr/sbin/ss IP Routing Utilities (ss)
libmnl 1.0.5-r2 10/30 - - Library for minimalistic netlink
net-tools 2.10-r3 190/800 - /bin/netstat,/sbin/ifconfig,/sbin/route Linux Networking utilities
bind-tools 9.20.15-r0 160/460 bind-libs /usr/bin/dig,/usr/bin/nslookup,/usr/bin/host The ISC DNS tools
bind-libs 9.20.15-r0 1200/2900 - - The ISC DNS server (libraries)
netcat-openbsd 1.229.1-r0 20/50 - /usr/bin/nc TCP/IP swiss army knife. OpenBSD variant
build-base 0.5-r3 2/10 gcc,g++,make,musl-dev,binutils - Meta package for build base
gcc 14.2.0-r6 56000/142000 binutils,musl-dev /usr/bin/gcc The GNU Compiler Collection
g++ 14.2.0-r6 14000/50000 gcc /usr/bin/g++ GNU C++ standard library and compiler
make 4.4.1-r3 120/260 - /usr/bin/make GNU make utility to maintain groups of programs
musl-dev 1.2.5-r10 2200/10600 - - the musl c library (libc) implementation (development files)
binutils 2.44-r3 3000/9000 - /usr/bin/ld,/usr/bin/as Tools necessary to build programs
linux-headers 6.14.2-r0 1500/10000 - - Linux headers
libffi-dev 3.4.8-r0 100/300 - - portable, high level programming interface to various calling conventions (development files)
openssl 3.5.4-r0 400/900 - /usr/bin/openssl Toolkit for Transport Layer Security (TLS)
openssl-dev 3.5.4-r0 400/2400 - - Toolkit for Transport Layer Security (TLS) (development files)
python3 3.12.12-r0 9000/42000 libexpat,readline,sqlite-libs /usr/bin/python3 High-level scripting language
py3-pip 25.1.1-r0 1400/6600 python3 /usr/bin/pip,/usr/bin/pip3 Tool for installing and managing Python packages
sqlite-libs 3.49.2-r1 500/1200 - - C library that implements an SQL database engine (libraries)
sqlite 3.49.2-r1 600/1500 sqlite-libs /usr/bin/sqlite3 C library that implements an SQL database engine
python3-dev 3.12.12-r0 1000/5000 python3 - High-level scripting language (development files)
nodejs 22.16.0-r2 15000/60000 ca-certificates,c-ares,nghttp2-libs /usr/bin/node JavaScript runtime built on V8 engine - LTS version
npm 11.6.0-r0 2300/9900 nodejs /usr/bin/npm,/usr/bin/npx The package manager for JavaScript
yarn 1.22.22-r1 900/5000 nodejs /usr/bin/yarn Fast, reliable, and secure dependency management for Node.js
nginx 1.28.0-r3 600/1500 pcre2 /usr/sbin/nginx HTTP and reverse proxy server (stable version)
redis 8.0.4-r0 1500/4000 - /usr/bin/redis-server,/usr/bin/redis-cli Advanced key-value store
postgresql-client 17.7-r0 5/20 postgresql17-client - Metapackage for postgresql client
postgresql17-client 17.7-r0 900/2700 libpq /usr/bin/psql,/usr/bin/pg_dump,/usr/bin/pg_isready PostgreSQL client
libpq 17.7-r0 130/340 - - PostgreSQL client library
postgresql-dev 17.7-r0 500/3000 libpq - PostgreSQL (development files)
mysql-client 11.4.8-r0 2/10 mariadb-client - A fast SQL database server (transitional package)
mariadb-client 11.4.8-r0 2500/25000 - /usr/bin/mysql,/usr/bin/mysqladmin,/usr/bin/mysqldump Client for the MariaDB database
jq 1.8.1-r0 160/340 oniguruma /usr/bin/jq A lightweight and flexible command-line JSON processor
oniguruma 6.9.10-r0 200/550 - - A regular expressions library
tree 2.2.1-r0 30/80 - /usr/bin/tree A recursive directory indented listing program
htop 3.4.1-r0 100/230 ncurses-libs /usr/bin/htop Interactive process viewer
figlet 2.2.5-r3 120/700 - /usr/bin/figlet Program for making large letters out of ordinary text
sl 5.05-r0 10/30 ncurses-libs /usr/bin/sl Steam Locomotive
cowsay 3.04-r2 20/90 perl /usr/bin/cowsay Configurable speaking/thinking cow
fortune 0.1-r3 50/120 - /usr/bin/fortune Program to print random quotes
perl 5.40.3-r0 9000/37000 - /usr/bin/perl Larry Wall's Practical Extraction and Report Language
zip 3.0-r13 150/400 unzip /usr/bin/zip Creates PKZIP-compatible .zip files
unzip 6.0-r15 120/350 - /usr/bin/unzip Extract PKZIP-compatible .zip files
tar 1.35-r3 230/590 - /bin/tar Utility used to store, backup, and transport files
xz 5.8.1-r0 70/160 - /usr/bin/xz Library and CLI tools for XZ and LZMA compressed files
rsync 3.4.1-r0 190/410 - /usr/bin/rsync A file transfer program to keep remote files in sync
openssh 10.0_p1-r9 10/30 openssh-client - Port of OpenBSD's free SSH release
openssh-client 10.0_p1-r9 600/2000 - /usr/bin/ssh,/usr/bin/scp,/usr/bin/ssh-keygen Port of OpenBSD's free SSH release - client
tzdata 2025b-r0 400/1500 - - Timezone data
tini 0.19.0-r3 10/30 - /sbin/tini Tiny but valid init for containers
dumb-init 1.2.5-r3 10/30 - /usr/bin/dumb-init Simple init system for Linux containers
su-exec 0.2-r3 5/20 - /sbin/su-exec Switch user and group id, setgroups and exec
sudo 1.9.17_p2-r0 900/2500 - /usr/bin/sudo Give certain users the ability to run some commands as root
shadow 4.17.3-r0 200/800 - /usr/sbin/useradd,/usr/sbin/usermod,/usr/sbin/groupadd Login and user management utilities
coreutils 9.7-r1 500/1100 - /usr/bin/coreutils The basic file, shell and text manipulation utilities
findutils 4.10.0-r0 250/550 - - GNU utilities for finding files
grep 3.12-r0 90/200 - - Searches input files for lines containing a match to a specified pattern
docker-cli 28.3.3-r4 9000/36000 ca-certificates /usr/bin/docker Docker CLI
libc6-compat 1.1.0-r4 10/30 gcompat - compatibility libraries for glibc
gcompat 1.1.0-r4 20/60 - - The GNU C Library compatibility layer for musl
ffmpeg 6.1.2-r2 1100/2700 - /usr/bin/ffmpeg,/usr/bin/ffprobe Complete and free Internet live audio and video broadcasting solution for Linux/Unix
supervisor 4.2.5-r5 300/1500 python3 /usr/bin/supervisord,/usr/bin/supervisorctl System for controlling process state under UNIX
stress-ng 0.18.12-r0 1200/3400 - /usr/bin/stress-ng stress-ng will stress test a computer system in various selectable ways
strace 6.14-r0 500/1300 - /usr/bin/strace Diagnostic, debugging and instructional userspace tracer
tcpdump 4.99.5-r1 400/1000 - /usr/bin/tcpdump Tool for network monitoring and data acquisition
go 1.24.9-r0 62000/230000 - /usr/bin/go Go programming language compiler
openjdk21 21.0.9_p10-r0 90000/200000 - /usr/bin/java,/usr/bin/javac Oracle OpenJDK 21
php 8.4.14-r0 1700/4800 - /usr/bin/php The PHP language runtime engine
ruby 3.4.4-r0 2000/7000 - /usr/bin/ruby,/usr/bin/gem Object-oriented language for quick and easy programming
`;

export const apkPackages: ReadonlyMap<string, SystemPackage> = parse(APK);

/** The packages asked for and all that they need, needed ones first; names that there are none of. */
export function closure(
  catalog: ReadonlyMap<string, SystemPackage>,
  names: readonly string[],
): { readonly found: readonly SystemPackage[]; readonly unknown: readonly string[] } {
  const found = new Map<string, SystemPackage>();
  const unknown: string[] = [];
  const visiting = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || visiting.has(name)) return;
    const entry = catalog.get(name);
    if (!entry) return;
    visiting.add(name);
    for (const d of entry.depends) visit(d);
    found.set(name, entry);
  };
  for (const name of names) {
    if (catalog.has(name)) visit(name);
    else unknown.push(name);
  }
  return { found: [...found.values()], unknown };
}
