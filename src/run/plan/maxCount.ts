/** The most images of one action. Each takes a request of its own, and they are sent one at a time. */
export const MAX_COUNT = 8;
