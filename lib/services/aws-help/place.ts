/** A cluster or workgroup that a connection could lead to. One that is being made or is paused may lack an endpoint. */
export interface Place {
  /** The cluster identifier, or the name of the workgroup. */
  readonly name: string;
  /** AWS's own word, e.g. `available` or `paused`. */
  readonly status: string;
  readonly endpoint: { readonly host: string; readonly port: number } | null;
  /** The database made with it; null where AWS does not tell. */
  readonly database: string | null;
}
