import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MAX_XMP_BYTES, readSourceTypes, xmpPacket } from '../../../../src/image/provenance/xmp.ts';
import { LABELS } from '../../../../src/image/provenance/sourceType.ts';

const IPTC = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const AI = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const read = (text: string) => readSourceTypes(Buffer.from(text));
const document = (node: string, before = '') =>
  `${before}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${node}</rdf:RDF></x:xmpmeta>`;

describe('the digital source type in XMP', () => {
  const FORMS = {
    'an attribute': `<rdf:Description xmlns:Iptc4xmpExt="${IPTC}" Iptc4xmpExt:DigitalSourceType="${AI}"/>`,
    'an attribute in single quotes': `<rdf:Description xmlns:i='${IPTC}' i:DigitalSourceType='${AI}'/>`,
    'an element': `<rdf:Description xmlns:i="${IPTC}"><i:DigitalSourceType>${AI}</i:DigitalSourceType></rdf:Description>`,
    'an element with its own prefix': `<rdf:Description><q:DigitalSourceType xmlns:q="${IPTC}"> ${AI} </q:DigitalSourceType></rdf:Description>`,
    'a reference': `<rdf:Description xmlns:i="${IPTC}"><i:DigitalSourceType rdf:resource="${AI}"/></rdf:Description>`,
    'a default namespace': `<rdf:Description><DigitalSourceType xmlns="${IPTC}">${AI}</DigitalSourceType></rdf:Description>`,
    'https and a slash': `<rdf:Description xmlns:i="${IPTC}" i:DigitalSourceType="${AI.replace('http:', 'https:')}/"/>`,
  };
  for (const [name, node] of Object.entries(FORMS)) {
    test(`is read from ${name}`, () => {
      assert.deepEqual(read(document(node)), ['trainedAlgorithmicMedia']);
      const wrapped = document(
        node,
        '\uFEFF<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
      );
      assert.deepEqual(read(`${wrapped}${' '.repeat(2000)}<?xpacket end="w"?>`), [
        'trainedAlgorithmicMedia',
      ]);
    });
  }

  const OTHERS = {
    'another namespace': `<rdf:Description xmlns:i="urn:other" i:DigitalSourceType="${AI}"/>`,
    'a comment': `<!-- <rdf:Description xmlns:i="${IPTC}" i:DigitalSourceType="${AI}"/> -->`,
    'another value': `<rdf:Description xmlns:i="${IPTC}" i:DigitalSourceType="made by me"/>`,
    'the description of a part': `<rdf:Description xmlns:i="${IPTC}"><i:Part><rdf:Description i:DigitalSourceType="${AI}"/></i:Part></rdf:Description>`,
  };
  for (const [name, node] of Object.entries(OTHERS)) {
    test(`isn’t read from ${name}`, () => {
      assert.deepEqual(read(document(node)), []);
    });
  }

  test('is read from XML with a fault or two', () => {
    const node = `<rdf:Description xmlns:i="${IPTC}" i:DigitalSourceType="${AI}" x:y="&nothing;"/>`;
    assert.deepEqual(read(document(node)), ['trainedAlgorithmicMedia']);
    assert.deepEqual(read(`${document(node)}</end>\u0001`), ['trainedAlgorithmicMedia']);
  });

  test('isn’t looked for in packets of several megabytes', () => {
    const node = `<rdf:Description xmlns:i="${IPTC}" i:DigitalSourceType="${AI}"/>`;
    const space = (bytes: number) => ' '.repeat(bytes);
    assert.equal(read(document(node, space(MAX_XMP_BYTES / 2))).length, 1);
    assert.equal(read(document(node, space(MAX_XMP_BYTES))).length, 0);
  });

  for (const label of LABELS) {
    test(`is in the packet that Easel writes: ${label}`, () => {
      assert.deepEqual(readSourceTypes(xmpPacket(label)), [label]);
    });
  }
});
