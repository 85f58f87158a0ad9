/** Places in the store's feeds, one a collection; absent: its beginning. */
export type Places = { office?: unknown; papers?: unknown };
