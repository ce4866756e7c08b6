/** The ways to show an image together with the one before it. `single` shows one of them. */
export const COMPARE_MODES = ['slider', 'sideBySide', 'onionSkin', 'difference'] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];
export type StageMode = 'single' | CompareMode;

/** Returns the mode after this one. The last one leads back to the single image. */
export function nextMode(mode: StageMode): StageMode {
  const modes: readonly StageMode[] = ['single', ...COMPARE_MODES];
  return modes[(modes.indexOf(mode) + 1) % modes.length] ?? 'single';
}

/** Returns whether two images have the same proportions, so that one covers the other. */
export function sameShape(
  a: { readonly width: number; readonly height: number },
  b: { readonly width: number; readonly height: number },
): boolean {
  // Sizes of models are multiples of 8 or 16 px, so equal ratios differ a little.
  return Math.abs((a.width * b.height) / (a.height * b.width) - 1) < 0.02;
}
