import type { Target } from '../disk/target.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import type { SpooledImage } from './record.ts';

/** An image that no disk accepted, paid for or free. It exists only in this window's memory. */
export interface UnwrittenImage {
  readonly image: SpooledImage;
  readonly bytes: Uint8Array;
  readonly target: Target;
  /** The model's id at the gateway. */
  readonly model: string;
  readonly host: string;
  readonly gateway: GatewayIdentity;
  /** When its run started, ISO 8601. */
  readonly started: string;
  /** Removes what its run still keeps, once the image is saved or discarded. Never rejects. */
  readonly discard: () => Promise<void>;
}

/** This window's images that no disk accepted. It keeps asking the user until they are saved or discarded. */
export interface UnwrittenImages {
  /** Keeps an image and starts asking. */
  readonly hold: (image: UnwrittenImage) => void;
  readonly list: () => readonly UnwrittenImage[];
  /** Forgets an image that is saved or discarded. */
  readonly discard: (image: UnwrittenImage) => Promise<void>;
}
