import * as v from 'valibot'
import { Packed, pack, unpack } from './corrections/fed.ts'
import { MANIFEST } from './install/installed.ts'
import { type ModelStore, readWhole } from './install/model-store.ts'
import { Lazy } from './lazy.ts'
import type { Towers } from './model/towers.ts'
import { framed, NEUTRAL } from './model/zero-shot.ts'
import { OFFENSIVE } from './second/prompts.ts'

/** Beside an installed model's files; it goes with them. */
const FILE = 'prompts.json'
const Prompts = v.object({ version: v.string(), texts: v.record(v.string(), Packed) })

/** All that the product itself asks. What a user typed is not kept. */
const OURS = new Set([...NEUTRAL, ...OFFENSIVE].flatMap(framed))

/**
 * Towers of an installed model that keep what they made of the product's own phrases: the text tower, which takes half
 * of the memory and some seconds for them, is then not needed at the next start. Cosine to what is kept at least .9999.
 */
export function keepingPrompts(towers: Towers, store: ModelStore): Towers {
  const known = new Lazy(() => read(towers.manifest, store))
  return withTexts(towers, async (texts) => {
    const kept = await known.get()
    const missing = texts.filter((text) => !kept.has(text))
    const made = missing.length > 0 ? await towers.embedTexts(missing) : []
    const fresh = new Map(missing.map((text, i) => [text, made[i]] as const))
    const ours = missing.filter((text) => OURS.has(text))
    for (const text of ours) kept.set(text, fresh.get(text) ?? null)
    if (ours.length > 0 && kept.size === OURS.size) await write(towers.manifest, store, kept)
    return texts.map((text) => kept.get(text) ?? fresh.get(text) ?? null)
  })
}

function withTexts(towers: Towers, embedTexts: Towers['embedTexts']): Towers {
  return { ...towers, embedTexts, seeingAs: (image) => withTexts(towers.seeingAs(image), embedTexts) }
}

type Kept = Map<string, Float32Array | null>

/** Nothing where there is nothing, or it is damaged or another version's. */
async function read({ id, version }: Towers['manifest'], store: ModelStore): Promise<Kept> {
  try {
    const json = new TextDecoder().decode(await readWhole(store, `${id}/${FILE}`))
    const kept = v.parse(Prompts, JSON.parse(json))
    if (kept.version !== version) return new Map()
    const ours = Object.entries(kept.texts).filter(([text]) => OURS.has(text))
    return new Map(ours.map(([text, packed]) => [text, unpack(packed)]))
  } catch {
    return new Map()
  }
}

/** The model may have been removed by now, or there is no room: then it is asked again at the next start. */
async function write({ id, version }: Towers['manifest'], store: ModelStore, kept: Kept): Promise<void> {
  const packed = [...kept].flatMap(([text, embedding]) => (embedding ? [[text, pack(embedding)]] : []))
  const json = JSON.stringify({ version, texts: Object.fromEntries(packed) })
  try {
    await store.exclusively(id, async () => {
      if ((await store.length(`${id}/${MANIFEST}`)) === 0) return
      await store.write(`${id}/${FILE}`, new TextEncoder().encode(json))
    })
  } catch (error) {
    console.warn('What a model made of phrases could not be kept:', error)
  }
}
