#!/usr/bin/env python3
"""Records what the real shells do with the scripts of cases.txt, into bash.json, dash.json and ash.json.

    record.py ROOT      ROOT: a folder with a Debian of the recorded age (bash 5.2.37, dash 0.5.12-12, BusyBox 1.38)

Cases are separated by lines of `%%`; `%% bash dash` names the shells that the next one is for (default all three). Each
runs as `SHELL -c SCRIPT` in an empty folder /tmp/pr with PATH, HOME=/root, LANG=C.UTF-8 and stdin from /dev/null; a case
that begins with `#file` is run as the file ./s instead, one with `#stdin` is what the shell reads.
Process ids in messages become PID.
"""
import json, os, re, subprocess, sys
from pathlib import Path

here, root = Path(__file__).parent, sys.argv[1]
SHELLS = {"bash": ["bash"], "dash": ["dash"], "ash": ["busybox", "sh"]}
ENV = {"PATH": "/usr/bin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}


def cases():
    shells, lines = list(SHELLS), []
    for line in (here / "cases.txt").read_text().splitlines() + ["%%"]:
        if line.startswith("%%"):
            if lines: yield shells, "\n".join(lines)
            shells, lines = line[2:].split() or list(SHELLS), []
        else: lines.append(line)


def run(shell, script):
    def enter():
        os.chroot(root); os.chdir("/")
        subprocess.run(["rm", "-rf", "/tmp/pr"]); os.makedirs("/tmp/pr"); os.chdir("/tmp/pr"); os.umask(0o022)
        if script.startswith("#file"): Path("s").write_text(script + "\n")
    args = ["./s"] if script.startswith("#file") else [] if script.startswith("#stdin") else ["-c", script]
    p = subprocess.run([*SHELLS[shell], *args], env=ENV, capture_output=True, preexec_fn=enter, timeout=20,
                       **({"input": (script + "\n").encode()} if script.startswith("#stdin") else {"stdin": subprocess.DEVNULL}))
    clean = lambda b: re.sub(r"(line \d+: ) *\d+( [A-Z])", r"\1PID\2", b.decode("utf8", "replace"))
    exit = p.returncode if p.returncode >= 0 else 128 - p.returncode
    return {"script": script, "stdout": clean(p.stdout), "stderr": clean(p.stderr), "exit": exit}


for shell in SHELLS:
    found = [run(shell, script) for shells, script in cases() if shell in shells]
    (here / f"{shell}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    print(shell, len(found))
