import { expect, test } from "vitest";
import { type Listing, renderRows } from "./rows.ts";
import { tabulate } from "./tabwriter.ts";

const PETS: Listing = { type: "pets.petContext", headers: { Name: "NAME", Kind: "KIND", Age: "AGE" } };
const pet = (name: string, kind: string, age: string) => ({
  cells: { Name: () => name, Kind: () => kind, Age: () => age },
  methods: { Label: (key: string) => `${name}-${key}` },
});
const rows = [pet("Rex", "dog", "4"), pet("Professor Meow", "<cat>", "11")];

test("a table has a line of titles and columns at least ten wide with three blanks between", () => {
  expect(renderRows("table {{.Name}}\t{{.Kind}}\t{{.Age}}", PETS, rows)).toBe(
    "NAME             KIND      AGE\nRex              dog       4\nProfessor Meow   <cat>     11\n",
  );
  expect(renderRows("table {{.Name}}\\t{{upper .Kind}}", PETS, [])).toBe("NAME      KIND\n");
});

test("json is one object a line with sorted keys and HTML escaped, as rows marshal themselves", () => {
  expect(renderRows("json", PETS, rows)).toBe(
    '{"Age":"4","Kind":"dog","Name":"Rex"}\n{"Age":"11","Kind":"\\u003ccat\\u003e","Name":"Professor Meow"}\n',
  );
});

test("a template is printed for each row; a method may take one argument", () => {
  expect(renderRows('{{.Name}}={{.Label "x"}} {{json .Kind}}', PETS, rows)).toBe(
    'Rex=Rex-x "dog"\nProfessor Meow=Professor Meow-x "<cat>"\n',
  );
  expect(() => renderRows("{{.Nope}}", PETS, rows)).toThrow(
    'template parsing error: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *pets.petContext',
  );
  expect(() => renderRows("{{.Label}}", PETS, rows)).toThrow("wrong number of args for Label: want 1 got 0");
});

test("a column is a run of neighbouring lines; text behind the last tab belongs to none", () => {
  expect(tabulate("a\tb\tc\nlong long cell\tx\nalone\nq\tw\n")).toBe(
    "a                b         c\nlong long cell   x\nalone\nq         w\n",
  );
});
