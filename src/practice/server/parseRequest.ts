import * as z from 'zod/mini';
import { BadRequestError } from './badRequest.ts';

const InlineData = z.object({ data: z.string() });
const Part = z.object({
  text: z.optional(z.string()),
  inlineData: z.optional(InlineData),
  inline_data: z.optional(InlineData),
});
const ImageConfig = z.object({
  aspectRatio: z.optional(z.string()),
  aspect_ratio: z.optional(z.string()),
  imageSize: z.optional(z.string()),
  image_size: z.optional(z.string()),
});
const Modalities = z.array(z.string());
/** The modalities have no effect (see `generateContent.ts`), but values of a wrong type are rejected as Google does. */
const Config = z.object({
  responseModalities: z.optional(Modalities),
  response_modalities: z.optional(Modalities),
  imageConfig: z.optional(ImageConfig),
  image_config: z.optional(ImageConfig),
});
const Body = z.object({
  contents: z.array(z.object({ role: z.optional(z.string()), parts: z.array(Part) })),
  generationConfig: z.optional(Config),
  generation_config: z.optional(Config),
});

/** The content of a `generateContent` body. */
export interface ImageRequest {
  readonly prompt: string;
  /** Image files in their order; the first is the source. */
  readonly images: readonly Uint8Array[];
  readonly aspectRatio: string | undefined;
  readonly imageSize: string | undefined;
}

/**
 * Parses a `generateContent` body. Accepts field names in camelCase and in snake_case, as gateways do.
 *
 * @throws BadRequestError
 */
export function parseRequest(body: string): ImageRequest {
  const { contents, ...rest } = parseBody(body);
  const config = rest.generationConfig ?? rest.generation_config;
  const imageConfig = config?.imageConfig ?? config?.image_config;
  const parts = contents.flatMap(({ role, parts }) => (role === 'model' ? [] : parts));
  const prompt = parts
    .flatMap(({ text }) => text ?? [])
    .join('\n')
    .trim();
  const images = parts.flatMap(({ inlineData, inline_data }) => {
    const inline = inlineData ?? inline_data;
    return inline === undefined ? [] : [new Uint8Array(Buffer.from(inline.data, 'base64'))];
  });
  if (prompt === '' && images.length === 0) throw new BadRequestError('contents is not specified');
  return {
    prompt,
    images,
    aspectRatio: imageConfig?.aspectRatio ?? imageConfig?.aspect_ratio,
    imageSize: imageConfig?.imageSize ?? imageConfig?.image_size,
  };
}

function parseBody(body: string): z.infer<typeof Body> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new BadRequestError('Invalid JSON payload received.');
  }
  const parsed = z.safeParse(Body, json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadRequestError(`Invalid value at '${issue?.path.join('.') ?? 'body'}'.`);
}
