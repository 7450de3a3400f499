import type { Learned } from '../../core/corrections/corrected-head.ts'
import type { Correction } from '../../core/corrections/correction.ts'
import { unlessLost } from '../database.ts'
import { createCorrectionStore } from '../engine/correction-store.ts'
import { heads } from '../ui/current-head.ts'

export const corrections = createCorrectionStore()

/** None where the browser keeps nothing. */
export const allCorrections = () => unlessLost('No corrections can be read', corrections.all, [])

export interface KeptCorrections {
  /** Of the model in use, the newest first. */
  own: Correction[]
  /** How many are of another one. */
  aside: number
  learned: Learned | null
  model: { id: string; version: string }
}

export async function readCorrections(): Promise<KeptCorrections> {
  const [{ manifest }, { own, learned }, all] = await Promise.all([
    heads.current(),
    heads.corrected(),
    allCorrections(),
  ])
  return { own, aside: all.length - own.length, learned, model: manifest }
}
