import { basename } from 'node:path'
import { hubManifest, hubPaths, type Precision } from '../core/model/hub-layout.ts'
import { type ModelFile, type ModelManifest, readBytes } from '../core/model/manifest.ts'
import { sha256 } from '../core/sha256.ts'
import { readFile } from '../runtime/node/store.ts'

/** The manifest of what somebody downloaded into a folder, in the hub's layout. Throws ModelError. */
export async function manifestOfFolder(folder: string, precision: Precision): Promise<ModelManifest> {
  const file = async (path: string): Promise<ModelFile> => {
    const bytes = await readBytes(readFile, `${folder}/${path}`)
    return { path, bytes: bytes.length, sha256: await sha256(bytes) }
  }
  const { vision, text, tokenizer, tokenizerConfig } = hubPaths({ precision })
  return hubManifest(readFile, folder, {
    id: basename(folder),
    license: 'as its source says',
    precision,
    files: {
      vision: await file(vision),
      text: await file(text),
      tokenizer: await file(tokenizer),
      tokenizerConfig: await file(tokenizerConfig),
    },
  })
}
