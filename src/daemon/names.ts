import type { Chance } from "../std/chance.ts";

/*
 * Names for containers without one, as Docker forms them: an adjective, an underscore, the surname of somebody notable
 * in science or engineering. The lists are our own.
 */
const ADJECTIVES =
  "able amber ancient ardent balmy bold brave breezy bright brisk calm candid careful cheerful clear clever cosy crisp curious daring dapper deft eager early earnest easy elastic elegant eloquent fair famous fancy fearless festive fleet fluent fond frank fresh friendly frosty gallant gentle gifted glad golden graceful grand grateful happy hardy hearty helpful honest hopeful humble jolly jovial joyful keen kind lively loyal lucid lucky mellow merry mighty modest musical neat nimble noble patient peaceful placid playful polite practical proud prudent quick quiet radiant rapid ready relaxed robust rosy serene sharp shiny silent sincere smart snug sober solid spry stable steady sturdy sunny swift tender thirsty tidy tranquil trusting upbeat valiant vibrant vigilant vivid warm wise witty wonderful zealous zesty".split(
    " ",
  );
const SURNAMES =
  "abel agnesi ampere arber babbage backus banach banneker bardeen bartik bell bernoulli bessel blackwell bohr boltzmann boole borg bose boyd brahe bragg brown cannon cantor carson cartwright cauchy cerf chandrasekhar church clarke codd conway cori coulomb cray curie daguerre dalton darwin davy dijkstra dirac doudna edison einstein elion euclid euler faraday fermat fermi feynman fourier franklin galileo galois gauss gibbs goodall granville halley hamilton hawking heisenberg henry hertz herschel hodgkin hoover hopper hubble huygens hypatia jackson jennings joliot joule kalam kare keller kelvin kepler khorana kilby knuth lagrange lamarr lamport laplace leakey leavitt leibniz liskov lovelace lumiere maxwell mayer mccarthy mcclintock meitner mendel merkle mirzakhani morse napier nash newton nightingale nobel noether pascal pasteur pauling perlman planck poincare ptolemy raman ramanujan ride ritchie robinson roentgen rubin saha sammet shannon shaw sinoussi snyder stallman swirles tesla tharp thompson torvalds turing varahamihira villani volta wiles williams wilson wing wozniak wright wu yonath zhukovsky".split(
    " ",
  );

/** A name that is not taken; after some attempts a digit is put behind it. */
export function generateName(chance: Chance, taken: (name: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const adjective = ADJECTIVES[chance.integer("name-adjective", ADJECTIVES.length)] ?? "plain";
    const surname = SURNAMES[chance.integer("name-surname", SURNAMES.length)] ?? "turing";
    const name = `${adjective}_${surname}${attempt < 3 ? "" : chance.integer("name-digit", attempt < 6 ? 10 : 10 ** attempt)}`;
    if (!taken(name)) return name;
  }
}
