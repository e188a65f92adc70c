#!/usr/bin/env python3
"""Plays sessions with the real Python packages of a Debian root and writes down what they printed.

    record.py ROOT OUT FILE.scn...      -> OUT/FILE.json

ROOT is a Debian 13 tree with python3-flask, python3-requests, gunicorn and the like; its sessions are the .scn files of
test/conformance without tty steps. Each is played in a network, a process table and a folder /lab of its own. A comment
`# services: redis postgres mysql` starts real servers first, on 127.0.0.1: redis from ROOT, the others from the root that
the environment's SERVERS names.
"""
import json, os, shutil, subprocess, sys
from pathlib import Path

ENV = {"PATH": "/lab.bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "COLUMNS": "80"}

START = {
    "redis": """chroot "$ROOT" redis-server --save '' --daemonize yes >/dev/null
until chroot "$ROOT" redis-cli ping >/dev/null 2>&1; do sleep 0.1; done""",
    "postgres": """rm -rf "$SERVERS/tmp/lab.pg"; mkdir -p "$SERVERS/tmp/lab.pg"
chroot "$SERVERS" chown postgres /tmp/lab.pg
B=/usr/lib/postgresql/18/bin
echo secret > "$SERVERS/tmp/lab.pw"
chroot "$SERVERS" su postgres -c "$B/initdb -A trust -U postgres --pwfile=/tmp/lab.pw --locale=C.UTF-8 -D /tmp/lab.pg" >/dev/null
chroot "$SERVERS" su postgres -c "$B/pg_ctl -w -D /tmp/lab.pg -o '-k /tmp -h 127.0.0.1' -l /tmp/lab.pg/log start" >/dev/null""",
    "mysql": """rm -rf "$SERVERS/tmp/lab.my"; mkdir -p "$SERVERS/tmp/lab.my"
chroot "$SERVERS" chown mysql /tmp/lab.my
echo "ALTER USER root@localhost IDENTIFIED BY 'secret'; CREATE USER root@'%' IDENTIFIED BY 'secret'; GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION; CREATE DATABASE shop;" > "$SERVERS/tmp/lab.sql"
chroot "$SERVERS" mysqld --no-defaults --user=mysql --initialize-insecure --datadir=/tmp/lab.my 2>/dev/null
chroot "$SERVERS" mysqld --no-defaults --user=mysql --datadir=/tmp/lab.my --socket=/tmp/lab.my/s --mysqlx=OFF --init-file=/tmp/lab.sql --bind-address=127.0.0.1 >/dev/null 2>&1 &
for i in $(seq 300); do chroot "$SERVERS" mysqladmin --no-defaults -h 127.0.0.1 -uroot -psecret ping >/dev/null 2>&1 && break; sleep 0.1; done""",
}


def parse(text):
    title, files, steps, services, target = None, {}, [], [], None
    for line in text.splitlines():
        if line.startswith("# services: "):
            services = line[12:].split()
        elif line.startswith("# "):
            title = title or line[2:]
        elif line.startswith("@file "):
            target = line[6:].strip()
            files[target] = ""
        elif line.startswith("|"):
            files[target] += line[2:] + "\n"
        elif line.startswith("$ "):
            steps.append(line[2:])
        elif line.strip():
            raise SystemExit(f"not a line of a session: {line!r}")
    return title, files, steps, services


def play(root, text):
    title, files, steps, services = parse(text)
    lab, results = root / "lab", root / "lab.steps"
    for folder in (lab, results, root / "lab.bin"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    (root / "lab.bin/python").symlink_to("/usr/bin/python3")
    (root / "lab.bin/dotenv").symlink_to("/usr/bin/python-dotenv")
    for path, body in files.items():
        (lab / path).parent.mkdir(parents=True, exist_ok=True)
        (lab / path).write_text(body)
    script = ["ip link set lo up", *[START[s] for s in services], f"mount -t proc proc {root}/proc", f"cd {root}/lab"]
    env = "env -i " + " ".join(f"{k}={v}" for k, v in ENV.items())
    for i, step in enumerate(steps):
        (results / str(i)).write_text(step + "\n")
        script.append(f"chroot {root} {env} bash -c 'cd /lab; timeout -k 1 60 bash /lab.steps/{i} </dev/null >/lab.steps/{i}.out 2>/lab.steps/{i}.err; echo $? >/lab.steps/{i}.exit'")
    subprocess.run(["unshare", "-n", "-m", "-p", "-f", "--mount-proc", "bash", "-c", "\n".join(script)],
                   env={**os.environ, "ROOT": str(root)}, stdin=subprocess.DEVNULL, check=True)
    def read(i, what):
        return (results / f"{i}.{what}").read_bytes().decode("utf8", "replace")
    return {"title": title, "recorded": "Debian 13's packages",
            "steps": [{"cmd": s, "stdout": read(i, "out"), "stderr": read(i, "err"), "exit": int(read(i, "exit"))} for i, s in enumerate(steps)]}


def main():
    root, out, *files = sys.argv[1:]
    for file in map(Path, files):
        record = play(Path(root), file.read_text())
        (Path(out) / f"{file.stem}.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        print(f"{file.stem}: {len(record['steps'])} steps")


main()
