/** The messages between the preview client and its worker. */

/** The data that the worker starts with. Then it gets the file as messages: `Uint8Array` pieces, and `null` after the last one. */
export interface PreviewRequest {
  /** Absolute path for the preview. Its folder holds nothing but previews whose names sort by age. */
  readonly path: string;
  /** How many px of a side become one. */
  readonly factor: number;
}

/** Whether the preview was written. */
export type PreviewResponse = boolean;
