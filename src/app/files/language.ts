import { type Language, StreamLanguage } from "@codemirror/language";
import { css } from "@codemirror/legacy-modes/mode/css";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { javascript, json, typescript } from "@codemirror/legacy-modes/mode/javascript";
import { nginx } from "@codemirror/legacy-modes/mode/nginx";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { standardSQL } from "@codemirror/legacy-modes/mode/sql";
import { html } from "@codemirror/legacy-modes/mode/xml";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { nameOf } from "./folders.ts";

const BY_NAME: readonly (readonly [RegExp, Parameters<typeof StreamLanguage.define>[0]])[] = [
  [/^(?:.*\.)?(?:Docker|Container)file(?:\..*)?$/i, dockerFile],
  [/\.(?:js|cjs|mjs|jsx)$/, javascript],
  [/\.(?:ts|tsx)$/, typescript],
  [/\.json$/, json],
  [/\.py$/, python],
  [/\.(?:ya?ml)$/, yaml],
  [/\.css$/, css],
  [/\.(?:html?|xml|svg)$/, html],
  [/\.sql$/, standardSQL],
  [/nginx.*\.conf$|\.conf(?:\.template)?$/, nginx],
  [/\.(?:env|ini|properties|toml)$|^\.env/, properties],
  [/\.(?:sh|bash)$|^\.(?:bashrc|profile)$/, shell],
];

/** By the file's name; undefined for what is only text. */
export function languageOf(path: string): Language | undefined {
  const mode = BY_NAME.find(([name]) => name.test(nameOf(path)))?.[1];
  return mode && StreamLanguage.define(mode);
}
