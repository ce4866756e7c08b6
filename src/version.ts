/** The version of Easel: that of package.json. `scripts/release-version.mjs` sets both, and a test compares them. */
export const VERSION = '0.1.0';

/**
 * Names Easel in every request. Content networks refuse requests without it: Cloudflare's browser integrity check answers 403
 * with `error code: 1010`.
 */
export const USER_AGENT = `Easel/${VERSION}`;
