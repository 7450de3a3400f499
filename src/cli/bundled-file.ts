import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUNDLED_MODEL, type ModelManifest } from '../core/model/manifest.ts'
import { sha256 } from '../core/sha256.ts'

/** The bundled model's folder. */
export const bundled = fileURLToPath(new URL(`../../public/models/${BUNDLED_MODEL}/`, import.meta.url))

/** Puts a file into the bundled model, and its length and hash into `manifest`, which becomes the model's. */
export async function bundleFile(
  manifest: ModelManifest,
  role: keyof ModelManifest['files'],
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  writeFileSync(join(bundled, path), bytes)
  const file = { path, bytes: bytes.length, sha256: await sha256(bytes) }
  const listed = { ...manifest, files: { ...manifest.files, [role]: file } }
  writeFileSync(join(bundled, 'model.json'), `${JSON.stringify(listed, null, 2)}\n`)
}
