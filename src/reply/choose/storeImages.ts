import { blockProblem } from '../classify/blockProblem.ts';
import type { ReplyFacts } from '../classify/replyFacts.ts';
import { setAside } from '../receive/imageWriter.ts';
import type { DecodedPayload } from '../scan/payload.ts';
import type { ReplyImage } from '../types.ts';
import { isWhole, type EmbeddedImage } from './embeddedImages.ts';
import type { Selection } from './selectImages.ts';

export interface StoredImages {
  readonly images: readonly ReplyImage[];
  readonly unfinished: readonly ReplyImage[];
  /** The store's errors for images that it didn't accept. */
  readonly errors: readonly unknown[];
}

/**
 * Makes the selected images safe in the store, and settles every other payload: an incomplete image was
 * paid for and is set aside; duplicates, and drafts next to a result, are discarded. An error of the store for one
 * image costs no other one.
 *
 * @param payloads all payloads of the reply
 * @throws what the store throws when it discards or sets aside
 */
export async function storeImages(
  selection: Selection,
  payloads: readonly DecodedPayload[],
  facts: ReplyFacts,
): Promise<StoredImages> {
  const errors: unknown[] = payloads.flatMap(({ storeFailure }) =>
    storeFailure === undefined ? [] : [storeFailure.error],
  );
  const images = await closeSinks(selection.images, errors, selection.isDraft);
  const unfinished = await closeSinks(selection.unfinished, errors);
  await settleOthers(selection, payloads, facts);
  return { images, unfinished, errors };
}

/** Closes the sinks of images, which makes them safe. Collects the errors of those that can't be closed. */
async function closeSinks(
  images: readonly EmbeddedImage[],
  errors: unknown[],
  isDraft = false,
): Promise<readonly ReplyImage[]> {
  const closed: ReplyImage[] = [];
  for (const { payload, shape } of images) {
    const { sink, facts, size, sha256 } = payload;
    if (sink === undefined || facts === undefined) continue;
    try {
      const { file } = await sink.close();
      const draft = isDraft ? { draft: true as const } : {};
      closed.push({ file, size, sha256, facts, shape, ...draft });
    } catch (error) {
      errors.push(error);
      await setAside(sink).catch(() => undefined);
    }
  }
  return closed;
}

/** Sets aside or discards the payloads that weren't selected. */
async function settleOthers(
  { images, unfinished, links, found, incomplete, otherDrafts }: Selection,
  payloads: readonly DecodedPayload[],
  facts: ReplyFacts,
): Promise<void> {
  const selected = payloadsOf([...images, ...unfinished]);
  const drafts = payloadsOf([...found.drafts, ...otherDrafts]);
  const broken = payloadsOf([...found.results.filter((image) => !isWhole(image)), ...incomplete]);
  // A draft is worth keeping only when there is nothing else, and the gateway didn't block it.
  const keepsDrafts = selected.size + links.length === 0 && blockProblem(facts) === undefined;
  for (const payload of payloads) {
    if (selected.has(payload)) continue;
    const isKept = drafts.has(payload)
      ? keepsDrafts
      : broken.has(payload) || payload.end === 'truncated';
    await (isKept ? setAside(payload.sink) : payload.sink?.discard());
  }
}

function payloadsOf(images: readonly EmbeddedImage[]): ReadonlySet<DecodedPayload> {
  return new Set(images.map(({ payload }) => payload));
}
