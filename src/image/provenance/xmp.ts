import { SaxesParser } from 'saxes';
import { VERSION } from '../../version.ts';
import { sourceTypeOf, sourceTypeUri, type Label } from './sourceType.ts';

/** XMP (ISO 16684-1): one small XML document in an image file, with statements about it. */

/** Larger packets hold thumbnails or years of edits, and reading them takes too long. */
export const MAX_XMP_BYTES = 1 << 20;
/** Some programs write XML with a fault or two. A document with more isn't XML. */
const MAX_FAULTS = 20;
/** Real packets have some ten. The parser looks for a prefix in every element around one, so its time grows with the square. */
const MAX_DEPTH = 64;

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const IPTC_EXTENSION = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const PROPERTY = 'DigitalSourceType';

interface Name {
  readonly uri: string;
  readonly local: string;
}

/**
 * Returns the codes that a packet states as the image's digital source type. It can be an attribute, a text, or a reference, and its
 * namespace can have any prefix. Never throws.
 */
export function readSourceTypes(packet: Uint8Array): readonly string[] {
  if (packet.length > MAX_XMP_BYTES) return [];
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true, position: false });
  const path: Name[] = [];
  let text: string | undefined;
  let faults = 0;
  const take = (value: string | undefined): void => {
    const code = value === undefined ? undefined : sourceTypeOf(value);
    if (code !== undefined) found.push(code);
  };
  parser.on('opentag', ({ uri, local, attributes }) => {
    const depth = path.push({ uri, local });
    if (depth > MAX_DEPTH) throw new RangeError('too deep');
    const isNode = isRdfRoot(path[depth - 2]);
    const isStatement = isRdfRoot(path[depth - 3]) && isProperty({ uri, local });
    if (isStatement) text = '';
    for (const attribute of Object.values(attributes)) {
      if (isNode && isProperty(attribute)) take(attribute.value);
      const isReference = attribute.uri === RDF && attribute.local === 'resource';
      if (isStatement && isReference) take(attribute.value);
    }
  });
  parser.on('text', (part) => {
    if (text !== undefined) text += part;
  });
  parser.on('closetag', () => {
    const closed = path.pop();
    if (closed === undefined || !isProperty(closed) || !isRdfRoot(path.at(-2))) return;
    take(text);
    text = undefined;
  });
  parser.on('error', (error) => {
    faults += 1;
    if (faults > MAX_FAULTS) throw error;
  });
  try {
    parser.write(new TextDecoder().decode(packet)).close();
  } catch {
    // What was read before the fault counts.
  }
  return found;
}

function isRdfRoot(name: Name | undefined): boolean {
  return name?.uri === RDF && name.local === 'RDF';
}

function isProperty({ uri, local }: Name): boolean {
  return uri === IPTC_EXTENSION && local === PROPERTY;
}

/** Returns a packet that states how a file was made, and by which program. */
export function xmpPacket(label: Label): Buffer {
  // The fixed id, and the byte order mark in `begin`, let programs find a packet in any file (ISO 16684-1, 7.3.2).
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="${RDF}">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="${IPTC_EXTENSION}">
   <xmp:CreatorTool>Easel ${VERSION}</xmp:CreatorTool>
   <Iptc4xmpExt:${PROPERTY}>${sourceTypeUri(label)}</Iptc4xmpExt:${PROPERTY}>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`,
    'utf8',
  );
}
