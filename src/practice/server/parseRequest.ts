import * as z from 'zod/mini';
import { Refusal } from './badRequest.ts';

const Inline = z.object({ data: z.string() });
const Part = z.object({
  text: z.optional(z.string()),
  inlineData: z.optional(Inline),
  inline_data: z.optional(Inline),
});
const ImageConfig = z.object({
  aspectRatio: z.optional(z.string()),
  aspect_ratio: z.optional(z.string()),
  imageSize: z.optional(z.string()),
  image_size: z.optional(z.string()),
});
const Config = z.object({
  responseModalities: z.optional(z.array(z.string())),
  response_modalities: z.optional(z.array(z.string())),
  imageConfig: z.optional(ImageConfig),
  image_config: z.optional(ImageConfig),
});
const Body = z.object({
  contents: z.array(z.object({ role: z.optional(z.string()), parts: z.array(Part) })),
  generationConfig: z.optional(Config),
  generation_config: z.optional(Config),
});

/** What was asked, in either spelling of the field names: gateways take both. */
export interface Asked {
  readonly prompt: string;
  /** Image files in their order; the first is the source. */
  readonly images: readonly Uint8Array[];
  readonly aspectRatio: string | undefined;
  readonly imageSize: string | undefined;
  /** Text parts are welcome beside the image; Google's default. */
  readonly wantsText: boolean;
}

/** Reads a `generateContent` body. Throws `Refusal` for what is none. */
export function readRequest(body: string): Asked {
  const { contents, ...rest } = parse(body);
  const config = rest.generationConfig ?? rest.generation_config;
  const image = config?.imageConfig ?? config?.image_config;
  const modalities = config?.responseModalities ?? config?.response_modalities;
  const parts = contents.flatMap(({ role, parts }) => (role === 'model' ? [] : parts));
  const prompt = parts
    .flatMap(({ text }) => text ?? [])
    .join('\n')
    .trim();
  const images = parts.flatMap(({ inlineData, inline_data }) => {
    const inline = inlineData ?? inline_data;
    return inline === undefined ? [] : [new Uint8Array(Buffer.from(inline.data, 'base64'))];
  });
  if (prompt === '' && images.length === 0) throw new Refusal('contents is not specified');
  return {
    prompt,
    images,
    aspectRatio: image?.aspectRatio ?? image?.aspect_ratio,
    imageSize: image?.imageSize ?? image?.image_size,
    wantsText: modalities?.some((modality) => modality.toUpperCase() === 'TEXT') ?? true,
  };
}

function parse(body: string): z.infer<typeof Body> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new Refusal('Invalid JSON payload received.');
  }
  const parsed = z.safeParse(Body, json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(`Invalid value at '${issue?.path.join('.') ?? 'body'}'.`);
}
