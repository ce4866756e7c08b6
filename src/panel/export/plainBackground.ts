import type { AssetClient } from '../../assets/assetClient.ts';
import { CheckError } from '../../errors.ts';

/** In px. Enough to see whether the edge of an image has one color, and a fraction of the work. */
const SMALL_WIDTH = 320;

/**
 * Tells whether the background of an image looks as if Easel could make it transparent.
 *
 * @throws the reason of the signal
 */
export async function hasPlainBackground(
  file: Uint8Array,
  assets: Pick<AssetClient, 'run'>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const recipe = { width: SMALL_WIDTH, format: 'png' } as const;
    const small = await assets.run('asset', { file, recipe }, signal);
    const removal = { background: 'transparent' } as const;
    await assets.run('asset', { file: small.file, recipe: removal }, signal);
    return true;
  } catch (error) {
    if (error instanceof CheckError) return false;
    throw error;
  }
}
