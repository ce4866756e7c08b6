/** How long to wait for VS Code. A cold start on a busy machine with two cores takes a while, and no test depends on speed. */
export const PATIENCE_MS = 40_000;
