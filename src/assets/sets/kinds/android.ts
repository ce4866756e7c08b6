import { square, type SetKind } from '../set.ts';

/** Densities, and how many px a dp has. */
const DENSITIES = [
  ['mdpi', 1],
  ['hdpi', 1.5],
  ['xhdpi', 2],
  ['xxhdpi', 3],
  ['xxxhdpi', 4],
] as const;

/** In dp: an icon, a layer of an adaptive icon, and the circle in its middle that no mask cuts. */
const [ICON, LAYER, SAFE_ZONE] = [48, 108, 66];

const ADAPTIVE = `<?xml version="1.0" encoding="utf-8"?>
<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">
  <background android:drawable="@color/ic_launcher_background" />
  <foreground android:drawable="@mipmap/ic_launcher_foreground" />
</adaptive-icon>
`;

/** The launcher icon of an Android app, adaptive and plain, as resource folders. */
export const android: SetKind = {
  folder: () => 'android-icons',
  plan: () => ({
    icons: [],
    members: [
      // Google Play cuts the corners itself, and shows transparency as it is.
      square('play-store-512', 512),
      ...DENSITIES.flatMap(([density, scale]) => [
        square(`mipmap-${density}/ic_launcher`, ICON * scale),
        square(`mipmap-${density}/ic_launcher_foreground`, LAYER * scale, {
          placement: SAFE_ZONE / LAYER,
        }),
      ]),
    ],
  }),
  texts: ({ background }) => [
    { path: 'mipmap-anydpi-v26/ic_launcher.xml', text: ADAPTIVE },
    { path: 'values/ic_launcher_background.xml', text: colors(background) },
  ],
};

function colors(background: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<resources>
  <color name="ic_launcher_background">${background}</color>
</resources>
`;
}
