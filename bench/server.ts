/**
 * How much does the server do, and does it lose anything?
 * CLIENTS clients send REQUESTS pictures of the demo feed to one `memeveil serve`, each waiting for its answer and
 * asking again after a 503 as it is told to. The alternative is one client, whose requests never wait for another.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { draw } from '../demo/draw.ts'
import { feed } from '../demo/server.ts'

const REQUESTS = 500
const PORT = 5077
const ADDRESS = `http://127.0.0.1:${PORT}`
const pictures = (await Promise.all(feed.pictures.map(draw))).map((picture) => new Uint8Array(picture))
const at = (sorted: number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))])

interface Tally {
  answered: number
  refused: number
  lost: number
  ms: number[]
}

async function ask(i: number, tally: Tally): Promise<void> {
  const start = performance.now()
  for (;;) {
    const body = new FormData()
    body.append('image', new Blob([pictures[i % pictures.length]]))
    const response = await fetch(`${ADDRESS}/predict`, { method: 'POST', body }).catch(() => null)
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

async function run(clients: number, requests: number) {
  const tally: Tally = { answered: 0, refused: 0, lost: 0, ms: [] }
  const start = performance.now()
  let next = 0
  const client = async () => {
    while (next < requests) await ask(next++, tally)
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - start) / 1000
  const sorted = tally.ms.sort((a, b) => a - b)
  const { answered, refused, lost } = tally
  return {
    clients,
    requests,
    answered,
    'refused with 503, asked again': refused,
    lost,
    'a second': answered / seconds,
    'median ms': at(sorted, 0.5),
    '95 % ms': at(sorted, 0.95),
  }
}

const server = spawn(process.execPath, ['bin/memeveil', 'serve', '--host', '127.0.0.1', '--port', String(PORT)], {
  stdio: 'ignore',
})
while ((await fetch(`${ADDRESS}/health`).catch(() => null))?.status !== 200)
  await new Promise((resolve) => setTimeout(resolve, 100))
const alone = await run(1, 52)
const crowd = await run(64, REQUESTS)
const rows = [alone, crowd].map((row) => ({
  ...row,
  'a second': Number(row['a second'].toFixed(2)),
  'to one client': Number((row['a second'] / alone['a second']).toFixed(2)),
}))
console.table(rows)
server.kill('SIGTERM')
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/server.json', `${JSON.stringify(rows, null, 2)}\n`)
