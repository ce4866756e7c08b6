import { parseMetadata } from '@uswriting/exiftool';
import * as z from 'zod/mini';

const Tags = z.array(z.record(z.string(), z.unknown()));

/**
 * Returns what ExifTool, an independent program, reads from a file: values by group and name, such as `XMP-xmp:CreatorTool`. With them
 * are its complaints about the file's structure, as `ExifTool:Validate`, `ExifTool:Warning`, and `ExifTool:Error`.
 */
export async function exiftool(name: string, file: Uint8Array): Promise<Record<string, unknown>> {
  const args = ['-json', '-G1', '-n', '-validate', '-warning', '-error', '-all'];
  const result = await parseMetadata({ name, data: file }, { args });
  if (!result.success) throw new Error(result.error);
  return Tags.parse(JSON.parse(result.data))[0] ?? {};
}
