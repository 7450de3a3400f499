/**
 * How much does the server do, and does it lose anything?
 * Every round asks a `memeveil serve` of one worker and one of a worker a core, in turns: CLIENTS clients send REQUESTS
 * pictures, each waiting for its answer and asking again after a 503 as it is told to.
 */
import { availableParallelism } from 'node:os'
import { type ServerProcess, startServer } from '../test/server/server-process.ts'
import { interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared, median, quantile, rounded } from './measure/statistics.ts'

const CLIENTS = 16
const REQUESTS = 48
const PICTURES = 24
const { rounds, pictures: source } = benchOptions()
const pictures = await benchPictures(source, PICTURES)

interface Tally {
  answered: number
  refused: number
  lost: number
  ms: number[]
}

async function ask(address: string, i: number, tally: Tally): Promise<void> {
  const start = performance.now()
  for (;;) {
    const body = new FormData()
    body.append('image', new Blob([pictures[i % pictures.length].bytes]))
    const response = await fetch(`${address}/predict`, { method: 'POST', body }).catch(() => null)
    const answer = (await response?.json().catch(() => null)) as { probability?: number } | null
    if (response?.status === 503) {
      tally.refused++
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after'))))
      continue
    }
    if (typeof answer?.probability === 'number') {
      tally.answered++
      tally.ms.push(performance.now() - start)
    } else tally.lost++
    return
  }
}

/** Milliseconds until all requests have their answers. */
async function crowd({ address }: ServerProcess, tally: Tally): Promise<number> {
  const start = performance.now()
  let next = 0
  const client = async () => {
    while (next < REQUESTS) await ask(address, next++, tally)
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return performance.now() - start
}

async function ready({ address }: ServerProcess): Promise<void> {
  while ((await fetch(`${address}/health`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 100))
}

const cores = availableParallelism()
const NAMES = ['one worker', 'a worker a core']
const servers = [await startServer('--workers', '1'), await startServer('--workers', String(cores))]
const tallies = servers.map((): Tally => ({ answered: 0, refused: 0, lost: 0, ms: [] }))
await Promise.all(servers.map(ready))
const measures = servers.map((server, i) => [NAMES[i], () => crowd(server, tallies[i])] as const)
const figures = await interleaved(Object.fromEntries(measures), rounds)
for (const server of servers) await server.stop()
const rows = compared(figures, NAMES[0]).map((row, i) => {
  const { ms, ...counts } = tallies[i]
  const aSecond = rounded((1000 * REQUESTS) / median(figures[row.what]))
  return {
    ...row,
    'a second': aSecond,
    ...counts,
    'a request': rounded(quantile(ms, 0.5)),
    p95: rounded(quantile(ms, 0.95)),
  }
})
report('server', rows, { cores, clients: CLIENTS, requests: REQUESTS, figures })
