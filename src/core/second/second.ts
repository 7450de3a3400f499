import { fittedTo, type HeadFile, modelName, type NamedHead, parseHeadBytes } from '../model/head.ts'
import { ModelManifest, readManifest } from '../model/manifest.ts'
import type { Towers } from '../model/towers.ts'
import { createZeroShot } from '../model/zero-shot.ts'
import type { Pixels } from '../picture/pixels.ts'
import type { ReadFile } from '../platform.ts'
import { type Beside, createBeside, type Seen } from './beside.ts'
import { OFFENSIVE } from './prompts.ts'

/** A model that sees pictures beside the one that judges. */
export interface Second {
  see(pixels: Pixels): Promise<Seen>
  close(): Promise<void>
}

/** Which model that is to be. */
export interface SecondChoice {
  /** As `loadTowers` takes it. */
  folder: string
  /** Trained for it; without one it has none. */
  head: NamedHead | null
  /** Whether it can flag pictures without a head, too. */
  mayVeil: boolean
}

/** How it is heard, and its head, without loading it. Throws ModelError, for a head of another model too. */
export async function readSecond(
  readFile: ReadFile,
  { folder, head: named, mayVeil }: SecondChoice,
): Promise<{ beside: Beside; manifest: ModelManifest; head: HeadFile | null }> {
  const manifest = await readManifest(readFile, `${folder}/model.json`, ModelManifest)
  const file = named && parseHeadBytes(named.bytes, manifest, named.name)
  const head = named && file && { file, name: (await modelName(manifest, named.bytes)).head }
  return { beside: createBeside({ manifest, head, mayVeil }), manifest, head: file }
}

/** Takes the towers over; without a head what it sees is compared with prompts. */
export function createSecond(towers: Towers, head: HeadFile | null): Second {
  const { embedImage } = head ? towers.seeingAs(fittedTo(head, towers.manifest).image) : towers
  const look = createLook(towers, head)
  return {
    see: async (pixels) => look(await embedImage(pixels)),
    close: () => towers.close(),
  }
}

/** From a picture's embedding to all that is to be known of it. */
export function createLook(
  towers: Pick<Towers, 'manifest' | 'embedTexts'>,
  head: HeadFile | null,
): (image: Float32Array) => Promise<Seen> {
  if (head) return async (image) => ({ image, zeroShot: null })
  const zeroShot = createZeroShot(towers)
  return async (image) => ({ image, zeroShot: await zeroShot.any(image, OFFENSIVE) })
}
