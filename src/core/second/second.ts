import { Lazy } from '../lazy.ts'
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

/** How it is heard, and the model, which loads at the first picture. Throws ModelError for a head of another one. */
export async function openSecond(
  readFile: ReadFile,
  { folder, head: named, mayVeil }: SecondChoice,
  loadTowers: () => Promise<Towers>,
): Promise<{ beside: Beside; model: Lazy<Second> }> {
  const manifest = await readManifest(readFile, `${folder}/model.json`, ModelManifest)
  const file = named && parseHeadBytes(named.bytes, manifest, named.name)
  const head = named && file && { file, name: (await modelName(manifest, named.bytes)).head }
  return {
    beside: createBeside({ manifest, head, mayVeil }),
    model: new Lazy(async () => createSecond(await loadTowers(), file)),
  }
}

/** Takes the towers over; without a head what it sees is compared with prompts. */
function createSecond(towers: Towers, head: HeadFile | null): Second {
  const { embedImage } = head ? towers.seeingAs(fittedTo(head, towers.manifest).image) : towers
  const zeroShot = head ? null : createZeroShot(towers)
  return {
    async see(pixels) {
      const image = await embedImage(pixels)
      return { image, zeroShot: zeroShot && (await zeroShot.any(image, OFFENSIVE)) }
    },
    close: () => towers.close(),
  }
}
