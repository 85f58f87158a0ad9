/** Files by content on this computer: main/store's blobs. */
export type Files = {
  get(sha256: string): Promise<Uint8Array | undefined>;
  put(bytes: Uint8Array): Promise<{ sha256: string }>;
  has(sha256: string): Promise<boolean>;
};
