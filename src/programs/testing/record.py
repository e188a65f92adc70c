#!/usr/bin/env python3
"""Records what real tools print for the lines of cases.txt -> recorded.json.

    record.py gnu=ROOT busybox=ROOT      # root filesystems to chroot into (Debian 13's, one with busybox's links)

A line of cases.txt: [@gnu|@busybox] ["STDIN" |] COMMAND WORDS...   (words as a shell splits them, \u23ce for a line feed; \\n, \\t in STDIN).
Each runs as root in a fresh /work holding FIXTURE, with PATH and HOME alone as environment; what is left of /work
afterwards is recorded too where it differs from the fixture."""
import json, os, shlex, shutil, stat, subprocess, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIXTURE = json.loads((HERE / "fixture.json").read_text())
TIME = 1795521600  # 2026-11-24T12:00:00Z


def fill(work):
    shutil.rmtree(work, ignore_errors=True); work.mkdir(parents=True)
    for path, text in FIXTURE.items():
        p = work / path
        p.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"): p.mkdir(exist_ok=True)
        elif text.startswith("-> "): p.symlink_to(text[3:])
        else: p.write_text(text)
    for folder, dirs, files in os.walk(work):
        for n in dirs + files: os.utime(os.path.join(folder, n), (TIME, TIME), follow_symlinks=False)
    os.utime(work, (TIME, TIME))


def state(work):
    out = {}
    for folder, dirs, files in os.walk(work):
        for n in sorted(dirs + files):
            p = Path(folder) / n
            s = p.lstat()
            mode = stat.S_IMODE(s.st_mode)
            key = str(p.relative_to(work))
            if p.is_symlink(): out[key] = "-> " + os.readlink(p)
            elif p.is_dir(): out[key] = f"folder {mode:o}"
            elif p.is_file(): out[key] = f"{mode:o} " + p.read_bytes().decode("utf-8", "surrogateescape")
    return out


def run(root, argv, stdin):
    env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
    def child():
        os.chroot(root); os.chdir("/work"); os.umask(0o022)
    try:
        r = subprocess.run(argv, input=stdin.encode("utf-8", "surrogateescape"), capture_output=True, env=env, preexec_fn=child, timeout=20)
        text = lambda b: b.decode("utf-8", "surrogateescape")
        return {"stdout": text(r.stdout), "stderr": text(r.stderr), "status": r.returncode if r.returncode >= 0 else 128 - r.returncode}
    except subprocess.TimeoutExpired:
        return None
    except FileNotFoundError:
        return None


roots = dict(a.split("=", 1) for a in sys.argv[1:])
records = []
for line in (HERE / "cases.txt").read_text().splitlines():
    if not line.strip() or line.startswith("# "): continue
    words = [w.replace("\u23ce", "\n") for w in shlex.split(line)]
    only = words.pop(0)[1:] if words[0] in ("@gnu", "@busybox") else None
    stdin = ""
    if len(words) > 2 and words[1] == "|":
        stdin = words[0].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape"); words = words[2:]
    for flavour, root in roots.items():
        if only and only != flavour: continue
        work = Path(root) / "work"
        fill(work); before = state(work)
        r = run(root, words, stdin)
        if r is None:
            print("skipped", flavour, line, file=sys.stderr); continue
        after = state(work)
        changed = {k: after.get(k) for k in sorted({*before, *after}) if before.get(k) != after.get(k)}
        records.append({"flavour": flavour, "argv": words, **({"stdin": stdin} if stdin else {}), **r, **({"changed": changed} if changed else {})})
(HERE / "recorded.json").write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True) for r in records) + "\n]\n")
print(len(records), "recorded")
