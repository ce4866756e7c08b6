import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';

/** The messages and view of deleted results. */

/** More images than the panel lists are no selection of a user. */
export const MAX_DELETED = 200;

export const DELETION_FROM_PANEL = [
  /** Deletes results, never an image that the user brought. */
  z.strictObject({
    type: z.literal('delete-images'),
    images: z.array(Id).check(z.minLength(1), z.maxLength(MAX_DELETED)),
  }),
  /** Restores all images of a deletion, if no later one can be undone. */
  z.strictObject({ type: z.literal('undo-delete'), deletion: Id }),
  /** Dismisses the notice about the last deletion, which can still be undone. */
  z.strictObject({ type: z.literal('forget-deleted') }),
] as const;
export type DeletionFromPanel = Readonly<z.infer<(typeof DELETION_FROM_PANEL)[number]>>;

export const DeletionView = z.object({
  /** The last deletion that can be undone. `text`: its notice, until the user dismisses it. */
  deleted: z.optional(z.object({ id: Id, text: z.optional(z.string()) })),
});
export type DeletionView = Readonly<z.infer<typeof DeletionView>>;
