import type { Learned } from '../../core/corrections/corrected-head.ts'
import { belongs, type Correction } from '../../core/corrections/correction.ts'
import { createCorrectionStore } from '../engine/correction-store.ts'
import { belongingOf } from '../engine/head-store.ts'
import { heads } from '../ui/current-head.ts'

export const corrections = createCorrectionStore()

export interface KeptCorrections {
  /** Of the model in use, the newest first. */
  own: Correction[]
  /** How many are of another one. */
  aside: number
  learned: Learned | null
  model: { id: string; version: string }
}

export async function readCorrections(): Promise<KeptCorrections> {
  const { manifest } = await heads.current()
  const all = await corrections.all()
  const own = all.filter((one) => belongs(one, belongingOf(manifest)))
  const { learned } = await heads.corrected()
  return { own, aside: all.length - own.length, learned, model: manifest }
}
