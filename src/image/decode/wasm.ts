import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * Reads a codec's WebAssembly: the file beside the bundle, or the package's own when the sources run without a bundle.
 *
 * @param specifier such as `@jsquash/webp/codec/dec/webp_dec.wasm`; `esbuild.config.mjs` copies the file under its own name
 * @param name of the copy, where it isn't that of the specifier
 */
export function readWasm(specifier: string, name: string = basename(specifier)): Uint8Array {
  const copy = join(dirname(import.meta.filename), name);
  if (existsSync(copy)) return readFileSync(copy);
  return readFileSync(createRequire(import.meta.filename).resolve(specifier));
}
