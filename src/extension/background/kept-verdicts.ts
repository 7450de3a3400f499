import { Lazy } from '../../core/lazy.ts'
import type { Asked } from '../../core/topic-model.ts'
import { type CheckResult, toResult } from '../check-result.ts'
import type { HeadStore } from '../engine/head-store.ts'
import { gather } from '../gather.ts'
import type { Look } from '../protocol.ts'
import { nameOfAddress, type VerdictCache } from '../verdict-cache.ts'

/** What is known of pictures by their addresses: it needs neither bytes nor models, and so wakes no engine. */
export interface KeptVerdicts {
  /** Undefined where nothing is known. Throws what went wrong. */
  recall(picture: Omit<Look, 'id' | 'ratings' | 'topics'>): Promise<CheckResult | undefined>
  close(): Promise<void>
}

interface Options {
  cache: Pick<VerdictCache, 'recall' | 'close'>
  heads: Pick<HeadStore, 'corrected' | 'onChange' | 'onCorrection'>
  asked(): Promise<Asked>
}

interface Question {
  name: string
  resolve(result: CheckResult | undefined): void
  reject(error: unknown): void
}

/** All that is asked in one go is read in one transaction: a feed's pictures come together. */
export function createKeptVerdicts({ cache, heads, asked }: Options): KeptVerdicts {
  const current = new Lazy(async () => (await heads.corrected()).judge)
  const release = () => void current.release()
  const unwatching = [heads.onChange(release), heads.onCorrection(release)]
  async function read(names: string[]): Promise<(CheckResult | undefined)[]> {
    const [judge, wanted] = await Promise.all([current.get(), asked()])
    const verdicts = await cache.recall(names, judge, wanted)
    return verdicts.map((verdict) => verdict && toResult(verdict, null))
  }
  const ask = gather<Question>(async (all) => {
    try {
      const results = await read(all.map(({ name }) => name))
      for (const [i, { resolve }] of all.entries()) resolve(results[i])
    } catch (error) {
      for (const { reject } of all) reject(error)
    }
  })
  return {
    async recall({ address, cookies, recall, anew, background }) {
      if (!recall || anew) return undefined
      return new Promise((resolve, reject) => {
        ask({ name: nameOfAddress(address, cookies, background), resolve, reject })
      })
    },
    close() {
      for (const unwatch of unwatching) unwatch()
      return cache.close()
    },
  }
}
