/** A pixel worker that is never done. */
for (;;);
