/** Code or data of this site did not come: the browser is offline, or another version of the site stands there by now. */
export class NotLoaded extends Error {
  override readonly name = "NotLoaded";

  constructor(why: string) {
    super(`drydock: a part of this page could not be loaded. Is the browser offline? (${why})`);
  }
}
