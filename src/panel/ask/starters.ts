import type { Translate } from '../../text/translate.ts';
import type { Starter } from './protocol.ts';

/** Returns example prompts for what software projects need most. */
export function starters(t: Translate): Starter[] {
  return [
    {
      operation: 'edit',
      label: t('Plain background'),
      prompt: t('Replace the background with plain white. Leave the subject exactly as it is.'),
    },
    {
      operation: 'edit',
      label: t('Clean screenshot'),
      prompt: t(
        'Clean up this screenshot: blur names, email addresses, and avatars. Keep everything else as it is.',
      ),
    },
    {
      operation: 'edit',
      label: t('Dark version'),
      prompt: t(
        'Make a version of this image for a dark page: dark background, the same shapes, colors with enough contrast.',
      ),
    },
    {
      operation: 'edit',
      label: t('Remove text'),
      prompt: t('Remove all text from this image and fill in what was behind it.'),
    },
    {
      operation: 'generate',
      label: t('Hero image'),
      prompt: t(
        'A wide hero image for a developer tool: abstract flat shapes, calm colors, empty space on the left for a headline, no text.',
      ),
    },
    {
      operation: 'generate',
      label: t('App icon'),
      prompt: t(
        'An app icon: one simple symbol of a paper plane, centered, two colors, rounded square, no text.',
      ),
    },
    {
      operation: 'generate',
      label: t('Placeholder'),
      prompt: t(
        'A neutral placeholder image for a product card: a soft gray gradient with a simple box outline, no text.',
      ),
    },
    {
      operation: 'generate',
      label: t('Game sprite'),
      prompt: t(
        'A 2D game sprite of a treasure chest, seen from the side, pixel art, on a plain white background.',
      ),
    },
  ];
}
