import { json } from '../markup.ts';
import { square, type Member, type SetKind } from '../set.ts';

/** Points of the icons of a macOS app. Each has a second image with twice the px. */
const MAC_POINTS = [16, 32, 128, 256, 512] as const;

const MAC_SIDES = [...new Set(MAC_POINTS.flatMap((points) => [points, points * 2]))];

const IOS = 'icon-ios-1024';

const macPath = (side: number) => `icon-mac-${side}`;

/** An icon set for the asset catalog of an Xcode project. */
export const apple: SetKind = {
  // Xcode finds it by this name.
  folder: () => 'AppIcon.appiconset',
  plan: () => ({
    icons: [],
    members: [
      // The App Store refuses an icon with an alpha channel.
      square(IOS, 1024, { isOpaque: true }),
      ...MAC_SIDES.map((side): Member => square(macPath(side), side)),
    ],
  }),
  texts: () => [{ path: 'Contents.json', text: contents() }],
};

function contents(): string {
  const mac = MAC_POINTS.flatMap((points) =>
    [1, 2].map((scale) => ({
      filename: `${macPath(points * scale)}.png`,
      idiom: 'mac',
      scale: `${scale}x`,
      size: `${points}x${points}`,
    })),
  );
  const ios = { filename: `${IOS}.png`, idiom: 'universal', platform: 'ios', size: '1024x1024' };
  return json({ images: [ios, ...mac], info: { author: 'xcode', version: 1 } });
}
