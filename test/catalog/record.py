#!/usr/bin/env python3
"""Writes down what the stand-in images of the oracle (../../../shared/oracle) are: oracle.json and layers/*.txt.

    record.py REGISTRY      the folder docker/registry/v2 of the oracle's registry

oracle.json holds each image's digest, config and layers as the registry has them. A layer's listing (its format is
described in src/registry/rootfs/listing.ts) names every node of its tar. What files hold is kept only where it is a
fact that programs read (accounts, versions) or was written for the oracle: contents.json.
"""
import json, os, sys, tarfile
from pathlib import Path

HERE = Path(__file__).parent
BASE = Path(sys.argv[1])
NAMES = {"debian:latest": ["trixie"], "debian:bookworm": ["bookworm"]}
# Folders whose files keep their size, because learners look at them with ls -l.
SIZED = ("etc/", "root/", "home/", "srv/", "data/", "usr/share/nginx/", "docker-entrypoint", "usr/local/bin/docker")
KEPT = {"etc/passwd", "etc/group", "etc/shadow", "etc/gshadow", "etc/subuid", "etc/subgid", "usr/lib/os-release", "etc/os-release",
        "etc/debian_version", "etc/alpine-release", "etc/issue", "etc/issue.net", "etc/host.conf", "etc/shells", "etc/environment",
        "etc/apt/sources.list", "etc/nginx/nginx.conf", "etc/nginx/conf.d/default.conf", "etc/nginx/.default.md5",
        "usr/share/nginx/html/index.html", "usr/share/nginx/html/50x.html", "docker-entrypoint.sh", "usr/local/bin/docker-entrypoint.sh"}


def blob(digest):
    algorithm, digits = digest.split(":")
    return BASE / "blobs" / algorithm / digits[:2] / digits / "data"


def images():
    found = {}
    for repository in sorted((BASE / "repositories/library").iterdir()):
        for tag in sorted((repository / "_manifests/tags").iterdir()):
            digest = (tag / "current/link").read_text().strip()
            found.setdefault((repository.name, digest), []).append(tag.name)
    return found


def packages(status):
    """dpkg's list of packages without their descriptions."""
    fields = ("Package", "Status", "Priority", "Section", "Architecture", "Version")
    short = []
    for entry in status.strip().split("\n\n"):
        have = dict(line.split(": ", 1) for line in entry.split("\n") if ": " in line and line[0] != " ")
        short.append("".join(f"{f}: {have[f]}\n" for f in fields if f in have))
    return "\n".join(short)


def listing(members):
    """The lines of a layer's listing."""
    tree, by_path = {}, {}
    for m in members:
        path = m.name.strip("/").removeprefix("./")
        if path in ("", "."):
            continue
        node = tree
        for part in path.split("/"):
            node = node.setdefault(part, {})
        by_path[path] = m
    lines = []

    def walk(node, prefix, depth):
        lists = {"~": [], "*": [], "-": [], "@": []}
        single = []
        for name in sorted(node):
            path = prefix + name
            m = by_path.get(path)
            if " " in name:
                raise SystemExit(f"a name with a space: {path}")
            owner = [f"{m.uid}:{m.gid}"] if m and (m.uid or m.gid) else []
            mode = lambda usual: [oct(m.mode)[2:]] if m and m.mode != usual else []
            if name == ".wh..wh..opq":
                continue  # marks a folder that no layer below has: checked below
            if name.startswith(".wh."):
                lists["~"].append(name[4:])
            elif m is None or m.isdir():
                single.append((" ".join([name + "/", *mode(0o755), *owner]), node[name], path + "/"))
            elif m.issym():
                lists["@"].append(f"{name}>{m.linkname}")
            elif m.ischr():
                if name in ("null", "zero", "full", "random", "urandom", "tty", "console", "ptmx"):
                    single.append((" ".join([name + "!", *mode(0o666), *owner]), None, ""))
            elif m.mode & 0o111:
                size = (by_path[m.linkname.removeprefix("./")] if m.islnk() else m).size
                words = [*mode(0o755), *owner]
                if words: single.append((" ".join([name + "*", *words, f"#{size}"]), None, ""))
                else: lists["*"].append(f"{name}#{size}")
            else:
                size = [f"#{m.size}"] if path.startswith(SIZED) else []
                words = [*mode(0o644), *owner, *size]
                if words: single.append((" ".join([name, *words]), None, ""))
                else: lists["-"].append(name)
        for mark, names in lists.items():
            if names:
                lines.append(" " * depth + mark + " " + " ".join(names))
        for line, sub, sub_prefix in single:
            lines.append(" " * depth + line)
            if sub:
                walk(sub, sub_prefix, depth + 1)

    walk(tree, "", 0)
    return "\n".join(lines) + "\n"


def main():
    out, contents, names, uncompressed, paths = [], {}, {}, {}, {}
    for (repository, digest), tags in sorted(images().items(), key=lambda i: len(json.loads(blob(i[0][1]).read_text())["layers"])):
        manifest = json.loads(blob(digest).read_text())
        config = json.loads(blob(manifest["config"]["digest"]).read_text())
        layers = []
        for n, (layer, diff_id) in enumerate(zip(manifest["layers"], config["rootfs"]["diff_ids"])):
            if layer["digest"] not in names:
                name = repository + ("-" + NAMES.get(f"{repository}:{tags[-1]}", NAMES.get(f"{repository}:{tags[0]}", [""]))[0] if repository == "debian" else "" if n == 0 else f"-{n}")
                names[layer["digest"]] = name
                with tarfile.open(blob(layer["digest"])) as tar:
                    members = list(tar)
                    below = {m for lower in manifest["layers"][:n] for m in paths[lower["digest"]]}
                    for m in members:
                        if os.path.basename(m.name) == ".wh..wh..opq" and os.path.dirname(m.name) in below:
                            raise SystemExit(f"{name} hides what lies in {m.name}")
                    paths[layer["digest"]] = {m.name for m in members}
                    # What history and images print: bytes of files and of links' targets.
                    uncompressed[layer["digest"]] = sum(m.size + (len(m.linkname.encode()) if m.issym() else 0) for m in members)
                    for m in members:
                        path = m.name.removeprefix("./")
                        if path in KEPT and m.isfile() and (path, name) != ("etc/nginx/nginx.conf", "nginx-1"):
                            contents.setdefault(name, {})["/" + path] = tar.extractfile(m).read().decode()
                        elif path == "var/lib/dpkg/status":
                            contents.setdefault(name, {})["/" + path] = packages(tar.extractfile(m).read().decode())
                (HERE / "layers" / f"{name}.txt").write_text(listing(members))
            layers.append({"listing": names[layer["digest"]], "digest": layer["digest"], "compressedSize": layer["size"],
                           "size": uncompressed[layer["digest"]], "diffID": diff_id})
        out.append({"repository": repository, "tags": tags, "digest": digest, "imageID": manifest["config"]["digest"], "config": config, "layers": layers})
    out.sort(key=lambda i: (i["repository"], i["tags"]))
    (HERE / "oracle.json").write_text(json.dumps(out, indent=1) + "\n")
    (HERE / "contents.json").write_text(json.dumps(contents, indent=1) + "\n")


main()
