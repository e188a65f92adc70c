"""Help texts: usage, wrapped prose, two columns."""
import shutil
import textwrap


def width():
    return max(min(shutil.get_terminal_size().columns, 80) - 2, 50)


def usage(program, args):
    head = f"Usage: {program} "
    return "\n".join(textwrap.wrap(args, width(), initial_indent=head, subsequent_indent=" " * len(head))) or head.rstrip()


def prose(text, indent=2):
    """Paragraphs, wrapped; one that begins with \\b stays as it is."""
    out = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if lines and lines[0].strip() == "\b":
            out.append("\n".join(" " * indent + line for line in lines[1:]))
        elif lines:
            out.append(textwrap.fill(" ".join(line.strip() for line in lines), width(), initial_indent=" " * indent, subsequent_indent=" " * indent))
    return "\n\n".join(out)


def columns(rows, indent=2, gap=2, most=30):
    first = min(max(len(r[0]) for r in rows), most) + gap
    out = []
    for name, text in rows:
        line = " " * indent + name
        if not text:
            out.append(line)
            continue
        if len(name) <= first - gap:
            line += " " * (first - len(name))
        else:
            out.append(line)
            line = " " * (first + indent)
        wrapped = textwrap.wrap(text, max(width() - first - indent, 10)) or [""]
        out.append(line + wrapped[0])
        out.extend(" " * (first + indent) + w for w in wrapped[1:])
    return "\n".join(out)


def short_help(text, limit):
    paragraph = text.strip().split("\n\n")[0] if text else ""
    words = paragraph.split()
    if words and words[0] == "\b":
        words = words[1:]
    out, size = [], 0
    for i, word in enumerate(words):
        size += len(word) + (i > 0)
        if size > limit:
            while out and size > limit - 3:
                size -= len(out.pop()) + 1
            return " ".join(out) + "..."
        out.append(word)
        if word.endswith("."):
            return " ".join(out)
    return " ".join(out)
