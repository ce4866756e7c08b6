/**
 * For any reply with status 200 and a whole image, the image is saved or kept.
 *
 * `npm run test:replies -- 10000` tries this many and prints the figures.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReply } from '../../../src/reply/readReply.ts';
import type { PayloadSink } from '../../../src/reply/types.ts';
import { anyReply, type AnyReply } from '../../support/gateway/anyReply.ts';
import { VALUES } from '../../support/gateway/replyForms.ts';
import { BLUE, jpeg, png } from '../../support/image/images.ts';

const RUNS = Number(process.env['EASEL_REPLIES'] ?? 300);

type Place = 'saved' | 'saved with words' | 'unfinished' | 'set aside' | 'raw' | 'lost';

interface Kept {
  readonly bytes: Buffer;
  readonly place: 'closed' | 'set aside';
}

/** A store in memory that keeps what is set aside, as the spool does. */
function spoolInMemory() {
  const files = new Map<string, Kept>();
  let count = 0;
  const create = (): PayloadSink => {
    const file = `payload-${count++}`;
    const pieces: Buffer[] = [];
    const end = (place: Kept['place']) => {
      files.set(file, { bytes: Buffer.concat(pieces), place });
    };
    return {
      write: async (bytes) => {
        pieces.push(Buffer.from(bytes));
      },
      async *read() {
        yield* pieces;
      },
      close: async () => {
        end('closed');
        return { file };
      },
      setAside: async () => {
        end('set aside');
        return file;
      },
      discard: async () => {
        files.delete(file);
      },
    };
  };
  return { files, create };
}

/** Reads a reply. @returns where its image is afterward */
async function placeOf({ image, headers, chunks }: AnyReply): Promise<Place> {
  const [place = 'lost'] = await placesOf([image], headers, chunks);
  return place;
}

/** Reads a reply. @returns where each of its images is afterward */
async function placesOf(
  images: readonly Buffer[],
  headers: AnyReply['headers'],
  chunks: AnyReply['chunks'],
): Promise<readonly Place[]> {
  const store = spoolInMemory();
  const raw = spoolInMemory();
  const reply = await readReply(
    { status: 200, headers, body: arriving(chunks) },
    {
      host: 'gateway.example',
      store,
      createRaw: raw.create,
      now: () => 0,
      signal: new AbortController().signal,
    },
  );
  const sent = Buffer.concat(chunks);
  return images.map((image) => {
    const has = (file: string): boolean => store.files.get(file)?.bytes.equals(image) === true;
    const begins = (bytes?: Buffer): boolean =>
      bytes?.subarray(0, image.length).equals(image) === true;
    if (reply.images.some(({ file }) => has(file))) return 'saved';
    // Without padding, nothing tells the last digits of an image from the word after it.
    if (reply.images.some(({ file }) => begins(store.files.get(file)?.bytes)))
      return 'saved with words';
    if (reply.unfinished?.some(({ file }) => has(file)) === true) return 'unfinished';
    const aside = [...store.files.values()].filter(({ place }) => place === 'set aside');
    if (aside.some(({ bytes }) => begins(bytes))) return 'set aside';
    return [...raw.files.values()].some(({ bytes }) => bytes.equals(sent)) ? 'raw' : 'lost';
  });
}

async function* arriving(chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test(`none of ${RUNS} replies loses its image`, { timeout: 3_600_000 }, async () => {
  const counts: Record<Place, number> = {
    saved: 0,
    'saved with words': 0,
    unfinished: 0,
    'set aside': 0,
    raw: 0,
    lost: 0,
  };
  const examples = new Map<string, string>();
  const details = await fc.check(
    fc.asyncProperty(anyReply, async (reply) => {
      const place = await placeOf(reply);
      counts[place] += 1;
      const isCut = place === 'unfinished' && reply.choice.includes('half a value');
      const [carrier] = reply.choice.split(' / ');
      if (place !== 'saved' && !isCut) examples.set(`${place}: ${carrier}`, reply.choice);
      assert.notEqual(place, 'lost', reply.choice);
    }),
    { numRuns: RUNS },
  );
  // Without the bytes of the reply, which are long. The seed repeats it.
  const { failed, seed, counterexample } = details;
  assert.ok(!failed, `seed ${seed}: ${counterexample?.[0].choice} is lost`);
  const figures = Object.entries(counts).map(([place, count]) => `${count} ${place}`);
  console.log(`${RUNS} replies: ${figures.join(', ')}`);
  if (process.env['EASEL_REPLIES'] !== undefined) {
    for (const [kind, choice] of examples) console.log(`  ${kind} (${choice})`);
  }
});

/** Images of which neither is a thumbnail or a copy of the other. */
const PAIRS = [
  [png(), png(undefined, undefined, BLUE)],
  [jpeg(), jpeg(undefined, undefined, BLUE)],
].map((pair) => pair.map((bytes) => Buffer.from(bytes)));

test('no reply with two images loses one', { timeout: 3_600_000 }, async () => {
  const place = fc.constantFrom(...Object.keys(VALUES));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PAIRS), place, place, async (images, ...names) => {
      const events = images.map((image, i) => {
        const document = VALUES[names[i] ?? '']?.(image.toString('base64'));
        return Buffer.from(`data: ${JSON.stringify(document)}\n\n`);
      });
      const places = await placesOf(images, {}, events);
      assert.ok(!places.includes('lost'), `${names.join(', ')}: ${places.join(', ')}`);
    }),
    { numRuns: RUNS },
  );
});
