/** Code or data of this site did not come: the browser is offline, or another version of the site stands there by now. */
export class NotLoaded extends Error {
  override readonly name = "NotLoaded";
}
