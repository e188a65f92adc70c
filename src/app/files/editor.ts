import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { languageOf } from "./language.ts";

/** A text in an editor of lines. */
export interface Editor {
  text(): string;
  /** Puts another text there, keeping the cursor's place; undoing does not bring the old one back. */
  replace(text: string): void;
  focus(): void;
  dispose(): void;
}

export interface EditorOptions {
  readonly path: string;
  readonly text: string;
  readonly label: string;
  /** The text is another. */
  changed(): void;
  /** Ctrl-S or Cmd-S. */
  save(): void;
}

/** The page's own colours, so that light and dark, forced colours and contrast need nothing of their own. */
const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--ground)", fontSize: "0.929rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: 'Menlo, "Cascadia Mono", Consolas, monospace', lineHeight: "1.45" },
  ".cm-content": { caretColor: "var(--accent)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)" },
  ".cm-gutters": { backgroundColor: "var(--ground)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--raised)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--line)",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--line)", outline: "1px solid var(--edge)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.tagName], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string), tags.attributeValue], color: "var(--added)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.attributeName], color: "var(--paused)" },
  { tag: [tags.comment, tags.meta], color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--deleted)" },
]);

export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
  const language = languageOf(options.path);
  // Makefiles aside, what the courses have is indented by two, and Python by four.
  const unit = /\.py$/.test(options.path) ? "    " : "  ";
  const save = () => {
    options.save();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of(unit),
        EditorState.tabSize.of(4),
        // Otherwise every kind of line's end would become the same.
        EditorState.lineSeparator.of(/(?<!\r)\n/.test(options.text) ? "\n" : /\r\n/.test(options.text) ? "\r\n" : "\n"),
        EditorView.lineWrapping,
        keymap.of([
          { key: "Mod-s", run: save, preventDefault: true },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        language ? [language] : [],
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.changed();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.sliceDoc(),
    replace(text) {
      const insert = view.state.toText(text);
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert },
        selection: { anchor: Math.min(view.state.selection.main.head, insert.length) },
        annotations: Transaction.addToHistory.of(false),
      });
    },
    focus: () => view.focus(),
    dispose: () => view.destroy(),
  };
}
