import type { KeyOwner } from '../catalog/credentials.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';

/** Sentences about a gateway's API key, or about the secret value of a header. */
export type CredentialEvent = 'empty' | 'saved' | 'removed' | 'not-stored' | 'not-removed';

/**
 * Describes what happened to a key or a header's value.
 *
 * @param gateway the gateway's display name or its host
 */
export function describeCredential(
  event: CredentialEvent,
  { header }: Pick<KeyOwner, 'header'>,
  gateway: string,
  t: Translate,
): string {
  return header === undefined
    ? describeKey(event, gateway, t)
    : describeHeader(event, sanitize(header, 60), gateway, t);
}

function describeKey(event: CredentialEvent, gateway: string, t: Translate): string {
  switch (event) {
    case 'empty':
      return t('Enter an API key.');
    case 'saved':
      return t('Saved the API key for {0}.', gateway);
    case 'removed':
      return t('Removed the API key for {0}.', gateway);
    case 'not-stored':
      return t(
        "VS Code couldn't store the API key for {0} in its secret storage, so the key isn't saved.",
        gateway,
      );
    case 'not-removed':
      return t("VS Code couldn't remove the API key for {0} from its secret storage.", gateway);
  }
}

function describeHeader(
  event: CredentialEvent,
  header: string,
  gateway: string,
  t: Translate,
): string {
  switch (event) {
    case 'empty':
      return t('Enter the value of the header {0}.', header);
    case 'saved':
      return t('Saved the value of the header {0} for {1}.', header, gateway);
    case 'removed':
      return t('Removed the value of the header {0} for {1}.', header, gateway);
    case 'not-stored':
      return t(
        "VS Code couldn't store the value of the header {0} for {1} in its secret storage, so it isn't saved.",
        header,
        gateway,
      );
    case 'not-removed':
      return t(
        "VS Code couldn't remove the value of the header {0} for {1} from its secret storage.",
        header,
        gateway,
      );
  }
}
