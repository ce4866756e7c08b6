import { setImmediate } from 'node:timers/promises';

import type { Documents } from '../parse/documents.ts';
import { ownField } from '../parse/schema.ts';
import type { DecodedPayload } from '../scan/payload.ts';
import type { Placeholders } from '../scan/skeleton.ts';
import type { EmbeddedImage } from './embeddedImages.ts';

/** How many values one turn of the event loop looks at: about a millisecond of work. */
const VALUES_PER_TURN = 5000;

/** Fields whose images aren't the model's: pages that it searched, and thumbnails of sources. */
const FOREIGN_FIELDS: ReadonlySet<string> = new Set([
  'groundingMetadata',
  'grounding_metadata',
  'citationMetadata',
  'citation_metadata',
  'urlContextMetadata',
  'url_context_metadata',
]);

/** Fields with what the model asks of a tool. An image in them is kept, but isn't a result. */
const TOOL_FIELDS: ReadonlySet<string> = new Set(['functionCall', 'function_call', 'tool_calls']);

/** Images in fields that Easel doesn't know: each API has a name of its own for base64. */
export interface UnknownPlaces {
  readonly results: readonly EmbeddedImage[];
  /** Images in parts that are marked as `thought`, and previews of a stream. */
  readonly drafts: readonly EmbeddedImage[];
  /** Payloads that certainly aren't the model's image. */
  readonly foreign: ReadonlySet<DecodedPayload>;
}

const NO_PLACES: UnknownPlaces = { results: [], drafts: [], foreign: new Set() };

type Kind = 'result' | 'draft' | 'tool' | 'foreign';

/**
 * Finds images in any field of the documents.
 *
 * @param payloads those that no known part of the reply contains
 */
export async function findUnknownPlaces(
  { values, unfinished }: Documents,
  payloads: readonly DecodedPayload[],
  placeholders: Placeholders,
): Promise<UnknownPlaces> {
  if (payloads.length === 0) return NO_PLACES;
  const byIndex = new Map(payloads.map((payload) => [payload.index, payload]));
  const kinds = new Map<DecodedPayload, Kind>();
  const open: { readonly value: unknown; readonly kind: Kind }[] = [values, unfinished].map(
    (value) => ({ value, kind: 'result' }),
  );
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++count % VALUES_PER_TURN === 0) await setImmediate();
    const { value, kind } = next;
    if (typeof value === 'string') {
      for (const { index } of placeholders.find(value)) {
        const payload = byIndex.get(index);
        if (payload !== undefined) kinds.set(payload, kind);
      }
    } else if (Array.isArray(value)) {
      for (const one of value as readonly unknown[]) open.push({ value: one, kind });
    } else if (typeof value === 'object' && value !== null) {
      const inner = kind === 'result' && isDraft(value) ? 'draft' : kind;
      for (const [key, one] of Object.entries(value)) {
        open.push({ value: one, kind: kindOf(key, inner) });
      }
    }
  }
  // In the order of the reply.
  const images = payloads.flatMap((payload) => {
    const image: EmbeddedImage = { payload, shape: 'inlineData', isLabeledImage: false };
    return [{ image, kind: kinds.get(payload) }];
  });
  const of = (wanted: Kind): readonly EmbeddedImage[] =>
    images.flatMap(({ image, kind }) => (kind === wanted ? [image] : []));
  return {
    results: of('result'),
    drafts: of('draft'),
    foreign: new Set(of('foreign').map(({ payload }) => payload)),
  };
}

/** OpenAI streams previews in events of types like `image_generation.partial_image`. */
function isDraft(value: object): boolean {
  const thought = ownField(value, 'thought');
  const type = ownField(value, 'type');
  const isPreview = typeof type === 'string' && type.includes('partial_image');
  return thought === true || thought === 'true' || isPreview;
}

function kindOf(key: string, kind: Kind): Kind {
  if (FOREIGN_FIELDS.has(key)) return 'foreign';
  if (kind === 'result' && TOOL_FIELDS.has(key)) return 'tool';
  return kind === 'result' && key.startsWith('partial_image') ? 'draft' : kind;
}
