import { startServer } from '../server/server-process.ts'
import { numberedPicture, someBelow } from './pictures.ts'
import type { Watch } from './watch.ts'

const CLIENTS = 8
/**
 * Of so many requests one brings a picture that none did before, and one goes away before its answer: that ends the
 * process which is at it, and so mustn't happen all the time.
 */
const FRESH = 4
const IMPATIENT = 400
const IMPATIENT_MS = 200
/** The memory is looked at after so many. */
const SAMPLED = 10

/** What a request brings: mostly a picture, at times with its words, or the words alone; every other wants reasons. */
async function request(n: number): Promise<{ body: FormData; query: string }> {
  const fresh = Math.floor(n / FRESH)
  const picture = n % FRESH === 0 ? fresh : someBelow(fresh + 1, 1, n)[0]
  const body = new FormData()
  if (n % 7 === 0) body.append('text', `What picture number ${n} says`)
  if (n % 21 !== 0) body.append('image', new Blob([new Uint8Array((await numberedPicture(picture)).bytes)]))
  return { body, query: n % 2 ? '?explain=1' : '' }
}

/** Asks until it has an answer of its own, as a client should; throws where there is none. */
async function ask(address: string, n: number): Promise<void> {
  const { body, query } = await request(n)
  const signal = n % IMPATIENT === 1 ? AbortSignal.timeout(IMPATIENT_MS) : null
  for (;;) {
    const response = await fetch(`${address}/predict${query}`, { method: 'POST', body, signal }).catch((error) => {
      if (!signal?.aborted) throw error
    })
    const answer = await response?.text().catch(() => {})
    if (answer === undefined && signal?.aborted) return
    if (response?.status !== 503) {
      if (![200, 400, 415, 422].includes(response?.status ?? 0)) throw new Error(`request ${n}: ${answer}`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after'))))
  }
}

/** Keeps a server busy until the watch ends. */
export async function load(watch: Watch): Promise<void> {
  const server = await startServer()
  let next = 0
  let answered = 0
  const client = async () => {
    while (watch.goesOn()) {
      await ask(server.address, next++)
      if (++answered % SAMPLED === 0) watch.sample(answered)
    }
  }
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client))
  } finally {
    await server.stop()
  }
}
