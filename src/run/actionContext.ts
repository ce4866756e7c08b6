import type { Gateway } from '../catalog/gateways.ts';
import type { EaselError } from '../errors.ts';
import type { Behavior } from '../messages/actions.ts';
import type { RunOptions } from './plan/options.ts';

/** Facts about the message whose button was clicked, from the surface that shows it. */
export interface ActionContext {
  /** The failure that the action helps with. */
  readonly failure?: EaselError | undefined;
  /** The gateway of the failed request; the one in the settings by default. */
  readonly gateway?: Gateway | undefined;
  /** The prompt to edit. */
  readonly prompt?: string | undefined;
  /** Sends the failed request again with these changes. Missing: a choice counts for the next request. */
  readonly repeat?: ((changes: Partial<RunOptions>) => Promise<void>) | undefined;
  /** Downloads the pending images of the failed request, and shows them where the surface shows images. */
  readonly download?: (() => Promise<void>) | undefined;
}

/** Does what an entry of the action table says. */
export type PerformAction = (behavior: Behavior, context: ActionContext) => Promise<void>;
