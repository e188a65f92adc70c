#!/usr/bin/env python3
"""record.py ROOT NAME.case ... : plays each case on the nginx 1.26.3 of a Debian root and writes NAME.txt beside it.

A case has files (`@file PATH`, their lines behind `| `) and commands behind `$ `: curl or nginx. It runs on an overlay of ROOT with
a network of its own, with the official image's nginx.conf; nginx is started before the first curl. What is printed follows `> COMMAND`; at the end
stands what nginx logged. What differs between any two runs is put in a standard form.
"""
import re, shutil, subprocess, sys, tempfile, time
from pathlib import Path

MAIN = (Path(__file__).parent / "nginx.conf").read_text()


def parse(text):
    files, commands, target = {}, [], None
    for line in text.splitlines():
        if line.startswith("@file "):
            target = line[6:].strip(); files[target] = ""
        elif line.startswith("|"):
            files[target] += line[2:] + "\n"
        elif line.startswith("$ "):
            commands.append(line[2:])
    return files, commands


def normal(text):
    text = text.replace("\r", "")
    text = re.sub(r"^(Date|Last-Modified|ETag|Expires): .*", r"\1: *", text, flags=re.M)
    text = re.sub(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d", "T", text)
    text = re.sub(r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000", "T", text)
    text = re.sub(r"\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d", "T", text)
    text = re.sub(r"\d+#\d+", "P", text)
    text = re.sub(r"\*\d+", "*N", text)
    text = re.sub(r"excess: \d+\.\d+", "excess: N", text)
    return text


def play(root, case):
    files, commands = parse(case.read_text())
    work = Path(tempfile.mkdtemp())
    for name in ("upper", "work", "merged"):
        (work / name).mkdir()
    merged = work / "merged"
    out = ""
    script = [f"mount -t overlay overlay -o lowerdir={root},upperdir={work}/upper,workdir={work}/work {merged}", "ip link set lo up",
              f"mount --bind /dev {merged}/dev", f"mount -t proc proc {merged}/proc"]
    up = merged
    def put(path, text):
        p = work / "upper" / path.lstrip("/")
        p.parent.mkdir(parents=True, exist_ok=True); p.write_text(text)
    shutil.copytree(f"{root}/etc/nginx", work / "upper/etc/nginx", symlinks=True)
    for d in ("conf.d", "sites-enabled", "modules-enabled"):
        shutil.rmtree(work / "upper/etc/nginx" / d, ignore_errors=True)
    put("/etc/nginx/nginx.conf", MAIN)
    put("/etc/nginx/mime.types", (Path(__file__).parent / "mime.types").read_text())
    put("/etc/passwd", Path(f"{root}/etc/passwd").read_text() + "nginx:x:101:101::/:/bin/false\n")
    put("/etc/group", Path(f"{root}/etc/group").read_text() + "nginx:x:101:\n")
    put("/usr/share/nginx/html/index.html", "<h1>home</h1>\n")
    put("/usr/share/nginx/html/50x.html", "<h1>broken</h1>\n")
    put("/etc/nginx/conf.d/.keep", "")
    (work / "upper/var/cache/nginx").mkdir(parents=True)
    for path, text in files.items():
        put(path, text)
    started = False
    for i, c in enumerate(commands):
        if c.startswith("curl") and not started:
            script.append(f"chroot {merged} nginx -g 'daemon on;' > {work}/log 2>&1; sleep 0.3"); started = True
        if c.startswith("sleep"):
            script.append(c); continue
        script.append(f"chroot {merged} sh -c 'cd /root; {c.replace(chr(39), chr(39)+chr(92)+chr(39)+chr(39))}' > {work}/out.{i} 2>&1; r=$?; [ $r = 0 ] || echo \"=> $r\" >> {work}/out.{i}; sleep 0.02")
    script.append(f"chroot {merged} nginx -s stop > /dev/null 2>&1; sleep 0.2; true")
    subprocess.run(["unshare", "-m", "-n", "-p", "--fork", "--kill-child", "bash", "-c", "\n".join(script)], check=True)
    for i, c in enumerate(commands):
        if not c.startswith("sleep"):
            out += f"> {c}\n" + normal((work / f"out.{i}").read_text(errors="replace"))
    for name in ("access.log", "error.log"):
        log = work / "upper/var/log/nginx" / name
        lines = log.read_text(errors="replace") if log.exists() else ""
        kept = "".join(l + "\n" for l in normal(lines).splitlines() if "[notice]" not in l)
        out += f"> {name}\n{kept}"
    case.with_suffix(".txt").write_text(out)
    shutil.rmtree(work)


for name in sys.argv[2:]:
    play(sys.argv[1], Path(name))
