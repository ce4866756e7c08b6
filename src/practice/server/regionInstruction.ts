/** The sentences that `regionInstruction` in `src/image/region/regionReference.ts` adds to a prompt. */
const INSTRUCTION = /\s*The last image is the first image again, with one area tinted\b[^]*$/u;

interface PromptWithImages {
  readonly prompt: string;
  readonly images: readonly Uint8Array[];
}

/**
 * Removes a region instruction from a prompt, and all images but the source. Practice then edits the whole source, as most
 * models do, and Easel uses the region of it. References are left out because Practice would put them side by side with the
 * source, and the result would no longer lie over it.
 */
export function removeRegionInstruction<T extends PromptWithImages>(request: T): T {
  if (request.images.length < 2 || !INSTRUCTION.test(request.prompt)) return request;
  const prompt = request.prompt.replace(INSTRUCTION, '');
  return { ...request, prompt, images: request.images.slice(0, 1) };
}
