/** The most images of one action. Each takes a request of its own. */
export const MAX_COUNT = 8;
