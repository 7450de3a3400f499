import { belongs, createCorrection } from '../../core/corrections/correction.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import type { Said } from '../correct.ts'
import type { CorrectionStore } from '../engine/correction-store.ts'
import { belongingOf, type HeadStore } from '../engine/head-store.ts'
import type { Handlers } from '../protocol.ts'

/** Takes down what the user says of verdicts; whoever shows some is told once it is learned. */
export interface Corrections {
  /** The correction's id. Throws where it is of another model than the one here. */
  take(said: Said): Promise<string>
  takeBack(id: string): Promise<void>
  /** The head is another one than before. */
  changed(): Promise<void>
}

interface Options {
  store: Pick<CorrectionStore, 'add' | 'remove'>
  heads: Pick<HeadStore, 'current' | 'corrected'>
  /** Has open pages ask about their pictures again. */
  tell(): Promise<void>
}

export function createCorrections({ store, heads, tell }: Options): Corrections {
  async function changed(): Promise<void> {
    // learned first: the pages would wait for it one by one
    await heads.corrected()
    await tell()
  }
  return {
    async take({ fed: { pixels, ...fed }, ...said }) {
      const correction = await createCorrection({ ...said, reading: READING_VERSION, pixels, fed }, Date.now())
      if (!belongs(correction, belongingOf((await heads.current()).manifest)))
        throw new Error('this verdict is of another model than the one here: check the picture again')
      await store.add([correction])
      await changed()
      return correction.id
    },
    async takeBack(id) {
      await store.remove(id)
      await changed()
    },
    changed,
  }
}

export function answerCorrections(corrections: Corrections): Handlers {
  const takeBack = async ({ id }: { id: string }) => {
    await corrections.takeBack(id)
    return null
  }
  return {
    'content-to-background: correct': corrections.take,
    'content-to-background: take-back': takeBack,
    'popup-to-background: correct': corrections.take,
    'popup-to-background: take-back': takeBack,
    'options-to-background: head-changed': async () => {
      await corrections.changed()
      return null
    },
  }
}
