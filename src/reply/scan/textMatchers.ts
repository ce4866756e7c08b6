import { createDataUrlMatcher, type DataUrlMatcher } from './dataUrlHead.ts';
import { ImageStartMatcher } from './imageStart.ts';

/** What finds images in a text: the heads of data URLs, and the starts of images in base64. */
export interface Matchers {
  readonly url: DataUrlMatcher;
  readonly image: ImageStartMatcher;
}

export function createMatchers(): Matchers {
  return { url: createDataUrlMatcher(), image: new ImageStartMatcher() };
}

export function resetMatchers({ url, image }: Matchers): void {
  url.reset();
  image.reset();
}
