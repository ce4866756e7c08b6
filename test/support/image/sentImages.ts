import type { RecordedRequest } from '../gateway/scriptedGateway.ts';

interface Part {
  readonly inlineData?: { readonly mimeType: string; readonly data: string };
  readonly inline_data?: { readonly mime_type: string; readonly data: string };
}

/** Returns the images that a request carried. */
export function sentImages(
  request: RecordedRequest | undefined,
): readonly { readonly mimeType: string; readonly bytes: Buffer }[] {
  const { contents } = request?.json() as { contents: readonly { parts: readonly Part[] }[] };
  return (contents[0]?.parts ?? []).flatMap(({ inlineData, inline_data: snake }) => {
    const data = inlineData?.data ?? snake?.data;
    if (data === undefined) return [];
    const mimeType = inlineData?.mimeType ?? snake?.mime_type ?? '';
    return [{ mimeType, bytes: Buffer.from(data, 'base64') }];
  });
}
