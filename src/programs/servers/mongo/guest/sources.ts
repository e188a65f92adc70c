import { guestInspect } from "../../../node/guest/inspect.ts";
import { guestInspectColours } from "../../../node/guest/inspect_colours.ts";
import { guestInspectErrors } from "../../../node/guest/inspect_errors.ts";
import { guestInspectFunctions } from "../../../node/guest/inspect_functions.ts";
import { guestInspectLists } from "../../../node/guest/inspect_lists.ts";
import { guestMessages } from "../../../node/guest/messages.ts";
import { guestTakenApart } from "../../../node/guest/taken_apart.ts";
import { guestTypes } from "../../../node/guest/types.ts";
import { guestMongoCollection } from "./collection.ts";
import { guestMongoCollectionAdmin } from "./collection-admin.ts";
import { guestMongoCopies } from "./copies.ts";
import { guestMongoCursor } from "./cursor.ts";
import { guestMongoDatabase } from "./database.ts";
import { guestMongoDisplay } from "./display.ts";
import { guestMongoErrors } from "./errors.ts";
import { guestMongoHelp } from "./help.ts";
import { guestMongoShows } from "./shows.ts";
import { guestMongoStart } from "./start.ts";
import { guestMongoValues } from "./values.ts";
import { guestMongoWords } from "./words.ts";

/** The shell's start as an expression of its engine: a function of the host's two functions and the settings. */
export function mongoshSource(): string {
  const modules = {
    types: guestTypes,
    inspect: guestInspect,
    inspect_colours: guestInspectColours,
    inspect_errors: guestInspectErrors,
    inspect_functions: guestInspectFunctions,
    inspect_lists: guestInspectLists,
    messages: guestMessages,
    taken_apart: guestTakenApart,
    words: guestMongoWords,
    display: guestMongoDisplay,
    values: guestMongoValues,
    cursor: guestMongoCursor,
    errors: guestMongoErrors,
    help: guestMongoHelp,
    copies: guestMongoCopies,
    shows: guestMongoShows,
    collection: guestMongoCollection,
    collectionAdmin: guestMongoCollectionAdmin,
    database: guestMongoDatabase,
  };
  const texts = Object.entries(modules).map(([name, fn]) => `${name}: ${String(fn)}`);
  return `(native, ask, settings) => (${String(guestMongoStart)})({${texts.join(",\n")}}, native, ask, settings)`;
}
