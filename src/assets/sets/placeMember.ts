import type { Pixels } from '../../image/pixels/pixels.ts';
import { onColor, padPixels } from '../pixels/canvas.ts';
import { layOut, type Layout, type Size } from '../layout.ts';
import type { Color } from '../pixels/color.ts';
import type { Backdrop } from './backdrop.ts';
import type { Member } from './set.ts';

/** Returns how an image gets onto a member. */
export function layOutMember(
  source: Size,
  member: Pick<Member, 'width' | 'height' | 'placement'>,
  backdrop: Backdrop,
): Layout {
  const { placement, ...size } = member;
  if (typeof placement === 'string') return layOut(source, size, placement);
  const whole = layOut(source, size, 'contain');
  const radius = (Math.min(size.width, size.height) / 2) * placement;
  const scale = Math.min(whole.scaled.width / source.width, radius / Math.max(backdrop.reach, 1));
  // Rounded down, so that nothing reaches out of the safe zone.
  const side = (length: number) => Math.max(1, Math.floor(length * scale));
  const scaled = { width: side(source.width), height: side(source.height) };
  return {
    ...whole,
    scaled,
    left: Math.floor((size.width - scaled.width) / 2),
    top: Math.floor((size.height - scaled.height) / 2),
    isEnlarged: scale > 1,
  };
}

/** Puts a scaled image on its member, with a color behind it if the member has to be opaque. */
export function drawMember(scaled: Pixels, layout: Layout, color: Color | undefined): Pixels {
  const drawn = padPixels(scaled, layout);
  return color ? onColor(drawn, color) : drawn;
}
