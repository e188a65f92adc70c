#!/usr/bin/env python3
"""Plays sessions of the `mysql` client on a terminal against a real server and writes down what is on the screen.

record.py CLIENT OUT FILE.sql...   CLIENT: the words that start the client (`mysql -uroot -ppw`), OUT: a folder.

A file's lines are typed one after another, each when the prompt is there. Between sessions the server is swept: no
databases and users but its own. What differs between any two runs has a standard form (`standard`)."""
import os, pty, re, select, shlex, subprocess, sys, time, fcntl, struct, termios

PROMPT = re.compile(r"(?:mysql>|MariaDB \[[^\]\n]*\]>|^ +(?:->|'>|\">|`>|/\*>)) $", re.M)
client, out, files = shlex.split(sys.argv[1]), sys.argv[2], sys.argv[3:]

def standard(text):
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\(B|\x1b[=>]|\r|\x07", "", text)
    text = re.sub(r"\(\d+ min ", "(", text)
    text = re.sub(r"\(\d+\.\d+ sec\)", "(0.00 sec)", text)
    return text

def sweep():
    def ask(sql):
        return subprocess.run(client + ["-N", "-e", sql], capture_output=True, text=True).stdout.split("\n")
    for d in ask("show databases"):
        if d and d not in ("information_schema", "mysql", "performance_schema", "sys"):
            ask(f"set foreign_key_checks=0; drop database `{d}`")
    for u in ask("select concat(user,'@',quote(host)) from mysql.user where user not like 'mysql%' and user<>'root' and user<>'mariadb.sys'"):
        if u: ask(f"drop user {u}")

def play(lines):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(client[0], client)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 500, 0, 0))
    screen = ""
    def until_prompt():
        nonlocal screen
        end = time.time() + 20
        while time.time() < end:
            r, _, _ = select.select([fd], [], [], 0.03)
            if r:
                try: data = os.read(fd, 65536)
                except OSError: return False
                if not data: return False
                screen += data.decode("utf-8", "replace")
            elif PROMPT.search(standard(screen)[-80:]): return True
        raise SystemExit("no prompt: " + screen[-300:])
    alive = until_prompt()
    for line in lines:
        if not alive: break
        os.write(fd, line.encode() + b"\r")
        time.sleep(0.02)
        alive = until_prompt()
    if alive: os.write(fd, b"exit\r")
    while alive: alive = until_prompt()
    os.waitpid(pid, 0)
    return standard(screen)

for f in files:
    sweep()
    text = play(open(f).read().rstrip("\n").split("\n"))
    m = re.search(r"^(mysql>|MariaDB \[)", text, re.M) or re.search(r"^", text)
    name = os.path.basename(f).rsplit(".", 1)[0]
    open(os.path.join(out, name + ".txt"), "w").write(text[m.start():])
