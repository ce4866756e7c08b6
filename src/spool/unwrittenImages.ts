import type { Target } from '../disk/target.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import type { SpooledImage } from './record.ts';

/** A paid image that no disk took: whoever holds it offers it until it is saved or discarded. */
export interface UnwrittenImage {
  readonly image: SpooledImage;
  readonly bytes: Uint8Array;
  readonly target: Target;
  readonly model: string;
  readonly host: string;
  readonly gateway: GatewayIdentity;
  /** Saved or discarded: what its run still kept for it goes. Never rejects. */
  readonly discard: () => Promise<void>;
}

/** Paid images that no disk took. They live in this window alone, so it asks for them until they are saved or discarded. */
export interface UnwrittenImages {
  readonly hold: (held: UnwrittenImage) => void;
  readonly list: () => readonly UnwrittenImage[];
  readonly discard: (held: UnwrittenImage) => Promise<void>;
}
