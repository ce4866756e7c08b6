import { sanitize } from '../../text/sanitize.ts';
import { nameList } from '../../text/nameList.ts';
import type { Translate } from '../../text/translate.ts';

/** A region edit doesn't have the Content Credentials of the images that it was merged from. */
export interface LostCredentialsWarning {
  readonly kind: 'lost-credentials';
  /** The name of the source, if it has them. */
  readonly source?: string;
  /** The model's image has them. */
  readonly isInResult: boolean;
}

/** Describes the warning. @param route the model and the gateway */
export function describeLostInRegion(
  { source, isInResult }: LostCredentialsWarning,
  route: string,
  t: Translate,
): string {
  const name = sanitize(source ?? '', 80);
  if (!isInResult) {
    return t(
      "The Content Credentials of {0} aren't in the edited file, because a part of it comes from {1}.",
      name,
      route,
    );
  }
  return source === undefined
    ? t(
        "The Content Credentials of the image from {0} aren't in the edited file, because only a part of that image is.",
        route,
      )
    : t(
        "The Content Credentials of {0} and of the image from {1} aren't in the edited file, because each is there in part only.",
        name,
        route,
      );
}

/**
 * Says that a file that Easel made doesn't have the Content Credentials of the files that it was made from.
 *
 * @param names of files with Content Credentials, at least one
 */
export function describeLostCredentials(names: readonly string[], t: Translate): string {
  // They aren't called valid: Easel doesn't check them.
  return t(
    "The Content Credentials of {0} aren't in the new file, because they are for the original only.",
    nameList(names, t),
  );
}
