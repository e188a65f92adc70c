import type { ResultColumn } from "../session.ts";
import type { Row } from "../types/type.ts";
import type { Frame } from "./scope.ts";

/** What a query does, once it is understood. */
export interface Plan {
  readonly columns: readonly ResultColumn[];
  run(up: Frame | undefined): readonly Row[];
}

export interface BodyPlan {
  readonly columns: readonly ResultColumn[];
  run(up: Frame | undefined, most?: number): readonly Row[];
}
