// What the page's time to prompt is held against: an xterm.js terminal that prints a prompt, and nothing behind it.
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";

const element = document.getElementById("terminal");
if (!element) throw new Error("the page has no #terminal");
const terminal = new Terminal();
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(element);
fit.fit();
terminal.focus();
terminal.write("student@drydock:~$ ");

const text = () => terminal.buffer.active.getLine(0)?.translateToString(true) ?? "";
Object.assign(window, { drydock: { terminal: { text } } });
