/** How a point of the source, in px, is found in the result: `result = source * scale + offset`. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}
