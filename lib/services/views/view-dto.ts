/** A named filter of the connections list. `query` is the list's address query, e.g. `f=loginMethod%3Diam`. */
export interface ViewDto {
  readonly name: string;
  readonly query: string;
}
