import { address, json, tag } from '../markup.ts';
import { square, type SetFacts, type SetKind, type SetPlace, type Snippet } from '../set.ts';

/** The safe zone of a maskable icon is a circle with 80 % of its side as diameter (W3C, Web Application Manifest, "Safe zone"). */
export const MASKABLE_SAFE_ZONE = 0.8;

const MANIFEST = 'site.webmanifest';

/** The icons of a website, and of the app that browsers make of it. */
export const favicon: SetKind = {
  folder: () => 'icons',
  plan: () => ({
    icons: [{ path: 'favicon.ico', sides: [16, 32, 48] }],
    members: [
      square('favicon-16', 16),
      square('favicon-32', 32),
      square('favicon-48', 48),
      square('favicon-96', 96, { isOptional: true }),
      // iOS makes transparent parts black.
      square('apple-touch-icon', 180, { isOpaque: true }),
      // Browsers offer to install an app that has these two.
      square('icon-192', 192),
      square('icon-256', 256, { isOptional: true }),
      square('icon-384', 384, { isOptional: true }),
      square('icon-512', 512),
      square('icon-maskable-192', 192, { placement: MASKABLE_SAFE_ZONE, isOpaque: true }),
      square('icon-maskable-512', 512, { placement: MASKABLE_SAFE_ZONE, isOpaque: true }),
    ],
  }),
  texts: (facts, place) => [
    { path: MANIFEST, text: manifest(facts, place) },
    { path: 'favicon.html', text: links(facts, place).text },
  ],
  snippet: links,
};

/** Its paths start at the manifest, so that it works wherever the folder is. */
function manifest({ files, background }: SetFacts, { name }: SetPlace): string {
  const icons = files
    .filter(({ path }) => path.startsWith('icon-'))
    .map(({ path, width, height, purpose }) => ({
      src: path,
      sizes: `${width}x${height}`,
      type: 'image/png',
      purpose,
    }));
  return json({
    name,
    short_name: name,
    icons,
    display: 'standalone',
    background_color: background,
    theme_color: background,
  });
}

function links({ files }: SetFacts, { base }: SetPlace): Snippet {
  const lines = files.flatMap(({ path, format, width, height, sides }) => {
    const href = address(base, path);
    if (format === 'ico') {
      const sizes = sides?.map((side) => `${side}x${side}`).join(' ');
      return [tag('link', { rel: 'icon', href, sizes })];
    }
    if (path.startsWith('favicon-')) {
      const sizes = `${width}x${height}`;
      return [tag('link', { rel: 'icon', type: 'image/png', sizes, href })];
    }
    return path.startsWith('apple-') ? [tag('link', { rel: 'apple-touch-icon', href })] : [];
  });
  const manifestLink = tag('link', { rel: 'manifest', href: address(base, MANIFEST) });
  return { language: 'html', text: `${[...lines, manifestLink].join('\n')}\n` };
}
