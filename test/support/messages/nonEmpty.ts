export type Some<T> = readonly [T, ...T[]];

export function some<T>(items: readonly T[]): Some<T> {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('no sample');
  return [first, ...rest];
}
