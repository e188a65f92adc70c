/** For tests of what stands upon Docker, and of Drydock itself: arbitraries, invariants and a tiny reference model. */
export { anyDockerWords, modelCommand, quoted } from "./testing/arbitraries.ts";
export { violations } from "./testing/invariants.ts";
export {
  BASE_IMAGE,
  commandLine,
  type Model,
  type ModelCommand,
  type ModelContainer,
  next,
  START,
} from "./testing/model.ts";
