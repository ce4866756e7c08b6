/** The folder for a result: the source's folder or a selected one. */
export interface Target {
  /** The folder's URI. */
  readonly folder: string;
  /** The file name without number and extension. The number depends on the free names, and the extension on the bytes. */
  readonly stem: string;
  /** A setting names the folder, and it is inside the workspace: it is created if it is missing. */
  readonly mayCreate?: true;
}
