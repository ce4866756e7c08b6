interface Platform {
  /** Deprecated, but the only one that all webviews have. */
  readonly platform: string;
  readonly userAgentData?: { readonly platform: string } | undefined;
}

/** Returns whether the keyboard is that of a Mac. In a remote window only the page knows: the host runs elsewhere. */
export function isMac({ userAgentData, platform }: Platform = navigator): boolean {
  return /^mac/i.test(userAgentData?.platform || platform);
}
