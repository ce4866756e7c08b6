/** Where results go: a name beside the source, or in a chosen folder. */
export interface Target {
  /** The folder's URI. */
  readonly folder: string;
  /** The name without number and extension, which follow from what is free and from the bytes. */
  readonly stem: string;
}
