/**
 * One message of the streams that pull, push, load and import answer with: the Engine API's jsonmessage. The client
 * alone draws them. `aux` carries what a push or a build gives back.
 */
export interface ProgressMessage {
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number; readonly units?: string };
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message: string; readonly code?: number };
  readonly aux?: unknown;
}
