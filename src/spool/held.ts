import type { Target } from '../disk/target.ts';
import type { Party } from '../text/gatewayName.ts';
import type { SpooledImage } from './record.ts';

/** A paid image that no disk took: whoever holds it offers it until it is saved or discarded. */
export interface Held {
  readonly image: SpooledImage;
  readonly bytes: Uint8Array;
  readonly target: Target;
  readonly model: string;
  readonly host: string;
  readonly gateway: Party;
  /** Saved or discarded: what its run still kept for it goes. Never rejects. */
  readonly letGo: () => Promise<void>;
}

/** Paid images that no disk took. They live in this window alone, so it asks for them until they are saved or discarded. */
export interface HeldImages {
  readonly hold: (held: Held) => void;
  readonly list: () => readonly Held[];
  readonly letGo: (held: Held) => Promise<void>;
}
