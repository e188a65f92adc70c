import { describe, expect, it } from "vitest";
import { createTestMachine, type TestMachine } from "../testing/run-tool.ts";

/** Runs lines one after the other on one machine: what they printed, stdout before stderr, and `=> STATUS` where it is not 0. */
async function session(machine: TestMachine, text: string): Promise<string> {
  let out = "";
  for (const line of text.trim().split("\n")) {
    const { stdout, stderr, status } = await machine.run({ argv: ["sh", "-c", line.trim()] });
    out += `$ ${line.trim()}\n${stdout}${stderr}${status ? `=> ${status}\n` : ""}`;
  }
  return out;
}

function machineOf(flavour: "gnu" | "busybox"): TestMachine {
  const machine = createTestMachine(flavour);
  const { files } = machine;
  files.writeFile(
    "/etc/passwd",
    "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n",
  );
  files.writeFile("/etc/shadow", "root:*:20781:0:99999:7:::\nwww-data:*:20781:0:99999:7:::\n", 0o640);
  files.writeFile("/etc/group", "root:x:0:\nwww-data:x:33:\nusers:x:100:\nnogroup:x:65534:\n");
  files.writeFile("/etc/gshadow", "root:*::\nwww-data:*::\nusers:*::\nnogroup:*::\n", 0o640);
  files.mkdirs("/etc/skel");
  files.writeFile("/etc/skel/.profile", "# profile\n");
  return machine;
}

describe("shadow's tools", () => {
  it("make, change and remove users and groups", async () => {
    const out = await session(
      machineOf("gnu"),
      `useradd app
       tail -1 /etc/passwd /etc/shadow /etc/group
       useradd app
       useradd -m -s /bin/sh -u 1500 -c 'A B' bob
       tail -1 /etc/passwd
       ls -la /home/bob
       useradd -r svc
       tail -1 /etc/passwd /etc/shadow /etc/group
       useradd -g nosuch zed
       useradd -u 1500 zed
       useradd 'bad name'
       useradd -G users zed
       id zed
       groupadd team
       groupadd team
       groupadd -g 1500 t2
       usermod -aG team app
       id app
       usermod -s /bin/sh app
       usermod nosuch
       usermod -l app2 app
       grep app /etc/passwd /etc/group /etc/shadow
       userdel nosuch
       userdel -r bob
       userdel app2
       groupdel root
       groupdel nosuch
       groupdel team
       useradd -Q x
       groupadd`,
    );
    expect(out).toMatchInlineSnapshot(`
      "$ useradd app
      $ tail -1 /etc/passwd /etc/shadow /etc/group
      ==> /etc/passwd <==
      app:x:1000:1000::/home/app:/bin/sh

      ==> /etc/shadow <==
      app:!:20781:0:99999:7:::

      ==> /etc/group <==
      app:x:1000:
      $ useradd app
      useradd: user 'app' already exists
      => 9
      $ useradd -m -s /bin/sh -u 1500 -c 'A B' bob
      $ tail -1 /etc/passwd
      bob:x:1500:1500:A B:/home/bob:/bin/sh
      $ ls -la /home/bob
      total 12
      drwx------ 2 bob  bob  4096 Nov 24 14:00 .
      drwxr-xr-x 4 root root 4096 Nov 24 14:00 ..
      -rw-r--r-- 1 bob  bob    10 Nov 24 14:00 .profile
      $ useradd -r svc
      $ tail -1 /etc/passwd /etc/shadow /etc/group
      ==> /etc/passwd <==
      svc:x:999:999::/home/svc:/bin/sh

      ==> /etc/shadow <==
      svc:!:20781::::::

      ==> /etc/group <==
      svc:x:999:
      $ useradd -g nosuch zed
      useradd: group 'nosuch' does not exist
      => 6
      $ useradd -u 1500 zed
      useradd: UID 1500 is not unique
      => 4
      $ useradd 'bad name'
      useradd: invalid user name 'bad name': use --badname to ignore
      => 19
      $ useradd -G users zed
      $ id zed
      uid=1501(zed) gid=1501(zed) groups=1501(zed),100(users)
      $ groupadd team
      $ groupadd team
      groupadd: group 'team' already exists
      => 9
      $ groupadd -g 1500 t2
      groupadd: GID '1500' already exists
      => 4
      $ usermod -aG team app
      $ id app
      uid=1000(app) gid=1000(app) groups=1000(app),1502(team)
      $ usermod -s /bin/sh app
      usermod: no changes
      $ usermod nosuch
      usermod: user 'nosuch' does not exist
      => 6
      $ usermod -l app2 app
      $ grep app /etc/passwd /etc/group /etc/shadow
      /etc/passwd:app2:x:1000:1000::/home/app:/bin/sh
      /etc/group:app:x:1000:
      /etc/group:team:x:1502:app2
      /etc/shadow:app2:!:20781:0:99999:7:::
      $ userdel nosuch
      userdel: user 'nosuch' does not exist
      => 6
      $ userdel -r bob
      userdel: bob mail spool (/var/mail/bob) not found
      $ userdel app2
      $ groupdel root
      groupdel: cannot remove the primary group of user 'root'
      => 8
      $ groupdel nosuch
      groupdel: group 'nosuch' does not exist
      => 6
      $ groupdel team
      $ useradd -Q x
      useradd: invalid option -- 'Q'
      Usage: useradd [options] LOGIN
             useradd -D
             useradd -D [options]
      => 2
      $ groupadd
      Usage: groupadd [options] GROUP
      => 2
      "
    `);
  });

  it("set, lock and show passwords", async () => {
    const machine = machineOf("gnu");
    const out = await session(
      machine,
      `useradd zed
       passwd nosuch
       passwd -S zed
       printf 'a\\na\\n' | passwd zed
       grep -c '^zed:\\$6\\$' /etc/shadow
       printf 'a\\nb\\n' | passwd zed
       passwd -l zed
       passwd -S zed
       passwd -d zed
       grep zed /etc/shadow
       echo zed:secret | chpasswd
       echo bad | chpasswd
       su zed -c 'passwd root; useradd x; groupadd x'
       su zed -c 'echo $0 $1 $HOME $USER' a b
       su - zed -c 'echo $HOME $PATH $USER; pwd'
       su nosuch
       su -c 'exit 3' zed
       su -s /bin/nosuch zed`,
    );
    expect(out).toMatchInlineSnapshot(`
      "$ useradd zed
      $ passwd nosuch
      passwd: user 'nosuch' does not exist
      => 1
      $ passwd -S zed
      zed L 2026-11-24 0 99999 7 -1
      $ printf 'a\\na\\n' | passwd zed
      New password: Retype new password: passwd: password updated successfully
      $ grep -c '^zed:\\$6\\$' /etc/shadow
      1
      $ printf 'a\\nb\\n' | passwd zed
      New password: Retype new password: Sorry, passwords do not match.
      passwd: Authentication token manipulation error
      passwd: password unchanged
      => 10
      $ passwd -l zed
      passwd: password changed.
      $ passwd -S zed
      zed L 2026-11-24 0 99999 7 -1
      $ passwd -d zed
      passwd: password changed.
      $ grep zed /etc/shadow
      zed::20781:0:99999:7:::
      $ echo zed:secret | chpasswd
      $ echo bad | chpasswd
      chpasswd: line 1: missing new password
      => 1
      $ su zed -c 'passwd root; useradd x; groupadd x'
      passwd: You may not view or modify password information for root.
      useradd: Permission denied.
      useradd: cannot lock /etc/passwd; try again later.
      groupadd: Permission denied.
      groupadd: cannot lock /etc/group; try again later.
      => 10
      $ su zed -c 'echo $0 $1 $HOME $USER' a b
      a b /home/zed zed
      $ su - zed -c 'echo $HOME $PATH $USER; pwd'
      /home/zed /usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games zed
      /work
      su: warning: cannot change directory to /home/zed: No such file or directory
      $ su nosuch
      su: user nosuch does not exist or the user entry does not contain all the required fields
      => 1
      $ su -c 'exit 3' zed
      => 3
      $ su -s /bin/nosuch zed
      su: failed to execute /bin/nosuch: No such file or directory
      => 127
      "
    `);
  });
});

describe("Debian's adduser", () => {
  it("tells each of its steps", async () => {
    const out = await session(
      machineOf("gnu"),
      `adduser --disabled-password --gecos '' joe
       tail -1 /etc/passwd
       adduser joe
       adduser --system --group www
       tail -1 /etc/passwd
       adduser --system aa
       adduser --system aa
       addgroup team
       addgroup --system st
       adduser joe team
       adduser joe team
       adduser joe nosuch
       deluser joe team
       deluser nosuch
       delgroup team
       delgroup nosuch
       adduser Upper
       adduser`,
    );
    expect(out).toMatchInlineSnapshot(`
      "$ adduser --disabled-password --gecos '' joe
      Adding user \`joe' ...
      Adding new group \`joe' (1000) ...
      Adding new user \`joe' (1000) with group \`joe (1000)' ...
      Creating home directory \`/home/joe' ...
      Copying files from \`/etc/skel' ...
      Adding new user \`joe' to supplemental / extra groups \`users' ...
      Adding user \`joe' to group \`users' ...
      $ tail -1 /etc/passwd
      joe:x:1000:1000:,,,:/home/joe:/bin/bash
      $ adduser joe
      adduser: The user \`joe' already exists.
      => 1
      $ adduser --system --group www
      Adding system user \`www' (UID 101) ...
      Adding new group \`www' (GID 101) ...
      Adding new user \`www' (UID 101) with group \`www' ...
      Not creating \`/nonexistent'.
      $ tail -1 /etc/passwd
      www:x:101:101::/nonexistent:/usr/sbin/nologin
      $ adduser --system aa
      Adding system user \`aa' (UID 100) ...
      Adding new user \`aa' (UID 100) with group \`nogroup' ...
      Not creating \`/nonexistent'.
      $ adduser --system aa
      The system user \`aa' already exists. Exiting.
      $ addgroup team
      Adding group \`team' (GID 1001) ...
      Done.
      $ addgroup --system st
      Adding group \`st' (GID 102) ...
      Done.
      $ adduser joe team
      Adding user \`joe' to group \`team' ...
      Done.
      $ adduser joe team
      adduser: The user \`joe' is already a member of \`team'.
      $ adduser joe nosuch
      adduser: The group \`nosuch' does not exist.
      => 1
      $ deluser joe team
      Removing user \`joe' from group \`team' ...
      Done.
      $ deluser nosuch
      deluser: The user \`nosuch' does not exist.
      => 2
      $ delgroup team
      Removing group \`team' ...
      Done.
      $ delgroup nosuch
      delgroup: The group \`nosuch' does not exist.
      => 3
      $ adduser Upper
      adduser: Please enter a username matching the regular expression
                  configured via the NAME_REGEX configuration variable.  Use the
                  \`--allow-bad-names' option to relax this check or reconfigure
                  NAME_REGEX in configuration.
      => 1
      $ adduser
      adduser: Only one or two names allowed.
      => 1
      "
    `);
  });
});

describe("BusyBox's accounts", () => {
  it("are made and removed in few words", async () => {
    const out = await session(
      machineOf("busybox"),
      `adduser -D app
       tail -n 1 /etc/passwd
       ls -ld /home/app
       adduser -D app
       addgroup -S www
       adduser -S -D -H -G www web
       tail -n 1 /etc/passwd
       grep www /etc/group
       adduser -D -G nosuch q
       addgroup app www
       addgroup nosuch www
       addgroup www
       delgroup app
       delgroup www
       deluser nosuch
       deluser app
       adduser -D 'bad name'
       passwd -l web
       passwd -l web
       passwd nosuch
       su nosuch
       su web -c id
       su -s /bin/sh web -c 'id; adduser -D x'`,
    );
    expect(out).toMatchInlineSnapshot(`
      "$ adduser -D app
      $ tail -n 1 /etc/passwd
      app:x:1000:1000::/home/app:/bin/sh
      $ ls -ld /home/app
      drwxr-sr-x    2 app      app           4096 Nov 24 14:00 /home/app
      $ adduser -D app
      adduser: user 'app' in use
      => 1
      $ addgroup -S www
      $ adduser -S -D -H -G www web
      $ tail -n 1 /etc/passwd
      web:x:100:101::/home/web:/bin/false
      $ grep www /etc/group
      www-data:x:33:
      www:x:101:web
      $ adduser -D -G nosuch q
      adduser: unknown group nosuch
      => 1
      $ addgroup app www
      $ addgroup nosuch www
      addgroup: unknown user nosuch
      => 1
      $ addgroup www
      addgroup: group 'www' in use
      => 1
      $ delgroup app
      delgroup: 'app' still has 'app' as their primary group!
      => 1
      $ delgroup www
      delgroup: 'web' still has 'www' as their primary group!
      => 1
      $ deluser nosuch
      deluser: unknown user nosuch
      => 1
      $ deluser app
      $ adduser -D 'bad name'
      adduser: illegal character with code 32 at position 3
      => 1
      $ passwd -l web
      passwd: password for web is already locked
      => 1
      $ passwd -l web
      passwd: password for web is already locked
      => 1
      $ passwd nosuch
      passwd: unknown user nosuch
      => 1
      $ su nosuch
      su: unknown user nosuch
      => 1
      $ su web -c id
      => 1
      $ su -s /bin/sh web -c 'id; adduser -D x'
      uid=100(web) gid=101(www) groups=101(www)
      adduser: permission denied (are you root?)
      => 1
      "
    `);
  });
});

describe("getent", () => {
  it("looks up users, groups and hosts", async () => {
    const machine = machineOf("gnu");
    machine.files.writeFile("/etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n172.18.0.3\tme\n");
    const out = await session(
      machine,
      `getent passwd root 33 nosuch
       getent group users
       getent hosts localhost
       getent hosts 127.0.0.1 me
       getent hosts nosuch
       getent ahosts localhost
       getent hosts
       getent nosuch
       getent`,
    );
    expect(out).toMatchInlineSnapshot(`
      "$ getent passwd root 33 nosuch
      root:x:0:0:root:/root:/bin/sh
      www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
      => 2
      $ getent group users
      users:x:100:
      $ getent hosts localhost
      ::1             localhost ip6-localhost
      $ getent hosts 127.0.0.1 me
      127.0.0.1       localhost
      172.18.0.3      me
      $ getent hosts nosuch
      => 2
      $ getent ahosts localhost
      127.0.0.1       STREAM localhost
      127.0.0.1       DGRAM  
      127.0.0.1       RAW    
      127.0.0.1       STREAM 
      127.0.0.1       DGRAM  
      127.0.0.1       RAW    
      $ getent hosts
      127.0.0.1       localhost
      127.0.0.1       localhost ip6-localhost
      172.18.0.3      me
      $ getent nosuch
      Try \`getent --help' or \`getent --usage' for more information.
      Unknown database: nosuch
      => 1
      $ getent
      Try \`getent --help' or \`getent --usage' for more information.
      getent: wrong number of arguments
      => 1
      "
    `);
  });
});
