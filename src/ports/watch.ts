/** Tells of changes below a folder. */
export interface Watch {
  /**
   * Calls `changed` after something below `folder` has changed, several changes at once counting as one. Answers with a
   * function that ends it; after that `changed` is not called any more.
   */
  watch(folder: string, changed: () => void): Promise<() => Promise<void>>;
}
