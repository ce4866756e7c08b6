import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { Provenance } from '../../image/provenance/readProvenance.ts';
import { CheckError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { PanelImage } from '../sources/state.ts';

/** What a file carries about where it comes from, for the page: in a few words, and in sentences. Both are empty if it carries nothing. */
export interface OriginText {
  readonly text: string;
  readonly title: string;
}

export interface OriginParts {
  readonly pixels: Pick<PixelClient, 'run'>;
  readonly read: (uri: string) => Promise<Uint8Array>;
  readonly t: Translate;
}

const NOTHING: OriginText = { text: '', title: '' };

/** Returns a function that says what the file of an image carries about where it comes from. It reads each file once. */
export function panelOrigin(parts: OriginParts) {
  const known = new Map<string, Promise<OriginText>>();
  return async ({ id, uri }: Pick<PanelImage, 'id' | 'uri'>): Promise<OriginText> => {
    const found = known.get(id) ?? readOrigin(uri, parts);
    known.set(id, found);
    try {
      return await found;
    } catch (error) {
      // The file can come back, so a later try may work.
      known.delete(id);
      if (error instanceof CheckError) return NOTHING;
      throw error;
    }
  };
}

async function readOrigin(uri: string, { pixels, read, t }: OriginParts): Promise<OriginText> {
  return describeOrigin(await pixels.run('provenance', { file: await read(uri) }), t);
}

/** Never says that something is verified: Easel checks no signature, and any program can write the statements. */
export function describeOrigin(
  { hasCredentials, sourceType }: Provenance,
  t: Translate,
): OriginText {
  const code = sourceType === undefined ? undefined : sanitize(sourceType, 60);
  return {
    text: [
      ...(hasCredentials ? [t('Content Credentials')] : []),
      ...(code === undefined ? [] : [statement(code, t)]),
    ].join(' · '),
    title: [
      ...(hasCredentials ? [t("The file has Content Credentials. Easel doesn't check them.")] : []),
      ...(code === undefined ? [] : [t('The file states its digital source type: {0}.', code)]),
    ].join(' '),
  };
}

function statement(code: string, t: Translate): string {
  switch (code) {
    case 'trainedAlgorithmicMedia':
      return t('says AI made it');
    case 'compositeWithTrainedAlgorithmicMedia':
      return t('says AI made parts of it');
    case 'algorithmicMedia':
      return t('says a program made it');
    default:
      return t('says “{0}”', code);
  }
}
