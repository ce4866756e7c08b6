/** A pixel worker that collects numbers as long as it has memory. */
const numbers: number[][] = [];
for (;;) numbers.push([Math.random()]);
