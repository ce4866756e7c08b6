/** A pixel worker that never responds. */
for (;;);
