import type { PackedFile } from '../assets/sets/makeSet.ts';
import type { MadeFile, SetPlace } from '../assets/sets/set.ts';
import { snippetOf, textsOf, type MadeSet } from '../assets/sets/writeSet.ts';
import { setLabel, setNotes } from '../messages/notices/iconSet.ts';
import { sizeText } from '../text/format.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import type { PictureView, SetView } from './protocol.ts';

const TYPES: Readonly<Record<MadeFile['format'], string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
};

interface SetPreview {
  readonly made: MadeSet;
  /** The name of the image. */
  readonly image: string;
  /** The path of the set's folder, as users read it. */
  readonly folder: string;
  readonly place: SetPlace;
}

/** Returns what the preview of a set shows. */
export function toSetView({ made, image, folder, place }: SetPreview, t: Translate): SetView {
  const texts = textsOf(made, place);
  const snippet = snippetOf(made, place);
  const count = made.files.length + texts.length;
  return {
    title: t('{0} from {1}', setLabel(made.set, t), sanitize(image, 80)),
    place: t('New folder: {0}', sanitize(folder, 300)),
    notes: [...setNotes(made, t)],
    pictures: made.files.map((file) => pictureView(file, t)),
    texts: texts.map(({ path, text }) => ({ path, text })),
    ...(snippet && { snippet: snippet.text }),
    labels: {
      write: count === 1 ? t('Write 1 File') : t('Write {0} Files', count),
      chooseFolder: t('Change Folder…'),
      snippet: snippet?.language === 'json' ? t('For package.json') : t('For Your HTML'),
      copy: t('Copy'),
      show: t('Show in Editor'),
      texts: t('Text Files'),
      pictures: t('Images at Their Real Size'),
    },
  };
}

function pictureView(file: PackedFile, t: Translate): PictureView {
  const { path, format, width, height, sides, start, end } = file;
  const size = sides ? t('{0} px', sides.join(', ')) : t('{0} × {1} px', width, height);
  const marks = [
    ...(file.purpose === 'maskable' ? [t('maskable')] : []),
    ...(file.isEnlarged ? [t('enlarged')] : []),
  ];
  const facts = [size, sizeText(end - start), ...marks].join(' · ');
  return { path, type: TYPES[format], width, height, facts };
}
