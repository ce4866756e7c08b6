/** The resolution of an image on paper, in px per meter. */
export interface Density {
  readonly x: number;
  readonly y: number;
}
