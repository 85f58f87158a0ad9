/** Files by content on this computer, as bundles see them: main/store's blobs. */
export type Files = {
  get(sha256: string): Promise<Uint8Array | undefined>;
  put(bytes: Uint8Array): Promise<{ sha256: string }>;
};

/** Places in the store's feeds, one a collection; absent: its beginning. */
export type Places = { office?: unknown; papers?: unknown };
