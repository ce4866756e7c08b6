import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import {
  AI_STORE,
  box,
  isoWith,
  jpegWith,
  manifest,
  pngWith,
  segment,
  store,
  storeSegments,
  superbox,
  webpWith,
  withCredentials,
} from '../../../support/image/credentials.ts';
import { exiftool } from '../../../support/image/exiftool.ts';
import { heicWith } from '../../../support/image/heic.ts';
import { AVIF, HEIC, WEBP, jpeg, png } from '../../../support/image/images.ts';

const FILES = { png: png(), jpg: jpeg(), webp: WEBP, avif: AVIF, heic: HEIC } as const;
const AI = 'trainedAlgorithmicMedia';

const xmp = (code: string) =>
  Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${code}"/></rdf:RDF></x:xmpmeta>`,
  );
const textChunk = (compression: number, text: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`XML:com.adobe.xmp\0${compression ? '\u0001' : '\0'}\0de\0XMP\0`),
    text,
  ]);

describe('the provenance of a file', () => {
  for (const [type, file] of Object.entries(FILES)) {
    test(`is the Content Credentials in a ${type}`, () => {
      const expected = { hasCredentials: true, sourceType: AI };
      assert.deepEqual(readProvenance(withCredentials(file)), expected);
    });

    test(`is empty for a ${type} that carries nothing`, () => {
      assert.deepEqual(readProvenance(file), { hasCredentials: false });
    });
  }

  test('is in places where ExifTool finds it too', async () => {
    for (const type of ['png', 'jpg', 'webp', 'avif'] as const) {
      const tags = await exiftool(`a.${type}`, withCredentials(FILES[type]));
      assert.equal(tags['JUMBF:JUMDLabel'], 'c2pa', type);
      assert.match(String(tags['CBOR:ActionsDigitalSourceType']), /trainedAlgorithmicMedia$/);
    }
  });

  test('is what the XMP of each container says', () => {
    const packet = xmp('digitalCapture');
    const head = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
    const files = {
      png: pngWith(FILES.png, ['iTXt', textChunk(0, packet)]),
      'a compressed chunk': pngWith(FILES.png, ['iTXt', textChunk(1, deflateSync(packet))]),
      jpeg: jpegWith(FILES.jpg, segment(0xe1, head, packet)),
      webp: webpWith(WEBP, ['XMP ', packet]),
      heic: heicWith(packet, { type: 'mime' }),
    };
    for (const [name, file] of Object.entries(files)) {
      const expected = { hasCredentials: false, sourceType: 'digitalCapture' };
      assert.deepEqual(readProvenance(file), expected, name);
    }
  });

  test('joins the parts of a store that needs several segments, whatever their order', () => {
    const thumbnail = box('bidb', Buffer.alloc(150_000, 7));
    const large = store(manifest(AI, thumbnail));
    const segments = storeSegments(large);
    assert.equal(segments.length, 3);
    const file = jpegWith(FILES.jpg, ...segments.toReversed());
    assert.deepEqual(readProvenance(file), { hasCredentials: true, sourceType: AI });
  });

  test('counts credentials whose manifest says nothing about a model', () => {
    const file = withCredentials(FILES.png, store(manifest()));
    assert.deepEqual(readProvenance(file), { hasCredentials: true });
  });

  test('ignores bytes that only look like credentials', () => {
    const text = Buffer.from(
      'c2pa jumb http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    );
    const other = superbox('test', 'c2pa', box('json', text));
    for (const bytes of [text, other, Buffer.alloc(0), AI_STORE.subarray(0, 20)]) {
      assert.deepEqual(readProvenance(withCredentials(FILES.png, bytes)), {
        hasCredentials: false,
      });
      assert.deepEqual(readProvenance(isoWith(AVIF, bytes)), { hasCredentials: false });
    }
  });

  test('leaves out what a thumbnail in the credentials says', () => {
    const thumbnail = box('bidb', pngWith(FILES.png, ['iTXt', textChunk(0, xmp(AI))]));
    const file = withCredentials(FILES.jpg, store(manifest('digitalCapture', thumbnail)));
    assert.deepEqual(readProvenance(file), { hasCredentials: true, sourceType: 'digitalCapture' });
  });

  const HISTORIES = [
    ['a photo that a model changed', ['digitalCapture', 'compositeWithTrainedAlgorithmicMedia'], 'compositeWithTrainedAlgorithmicMedia'],
    ['a model image that was only saved again', [AI, undefined], AI],
    ['a model image in a drawing', [AI, 'digitalCreation'], 'compositeWithTrainedAlgorithmicMedia'],
    ['a model image that was made from a photo', ['digitalCapture', AI], AI],
    ['a photo that was edited', ['digitalCapture', 'humanEdits'], 'humanEdits'],
  ] as const; // prettier-ignore
  for (const [name, codes, sourceType] of HISTORIES) {
    test(`sums up the manifests of ${name}`, () => {
      const file = withCredentials(FILES.webp, store(...codes.map((code) => manifest(code))));
      assert.deepEqual(readProvenance(file), { hasCredentials: true, sourceType });
    });
  }

  test('doesn’t lose a statement about a model because XMP says something else', () => {
    const file = pngWith(
      FILES.png,
      ['iTXt', textChunk(0, xmp('digitalCapture'))],
      ['caBX', AI_STORE],
    );
    const sourceType = 'compositeWithTrainedAlgorithmicMedia';
    assert.deepEqual(readProvenance(file), { hasCredentials: true, sourceType });
  });
});
