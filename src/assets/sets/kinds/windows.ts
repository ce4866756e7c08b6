import { square, type Member, type SetKind } from '../set.ts';

/** In px at a scale of 100 %. Microsoft, "Construct your Windows app's icon". */
const TILES = [
  ['StoreLogo', 50, 50],
  ['Square44x44Logo', 44, 44],
  ['Square71x71Logo', 71, 71],
  ['Square150x150Logo', 150, 150],
  ['Square310x310Logo', 310, 310],
  ['Wide310x150Logo', 310, 150],
  ['SplashScreen', 620, 300],
] as const;

const SCALES = [100, 200] as const;

/** The icon of a Windows program, and the tiles of a packaged app. */
export const windows: SetKind = {
  folder: () => 'windows-icons',
  plan: () => ({
    icons: [{ path: 'app.ico', sides: [16, 20, 24, 32, 40, 48, 64, 256] }],
    members: TILES.flatMap(([name, width, height]) =>
      SCALES.map((scale): Member => ({
        ...square(`${name}.scale-${scale}`, 0),
        width: (width * scale) / 100,
        height: (height * scale) / 100,
        isOptional: scale > 100,
      })),
    ),
  }),
};
