/**
 * Which copies of a picture are found by its looks, and are other words told from it?
 * Near copies are made of each picture, then pairs of it with other words on it; and all pictures are compared with
 * each other, of which a pair may be a real copy: `out/bench/near-copies.json` names them. Constants were chosen on
 * every other picture, `--half 0`; told is what becomes of those between, `--half 1`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Appearance, appearanceOf, isNearCopy } from '../src/core/picture/near-copy.ts'
import type { Pixels } from '../src/core/picture/pixels.ts'
import { decode } from '../src/runtime/node/decode.ts'
import { rate } from '../src/training/measure/intervals.ts'
import { seeded } from '../src/training/measure/random.ts'
import { CHANGES, type Change, resaved } from './copies/changes.ts'
import { lettered, PAIRS } from './copies/lettering.ts'
import { benchOptions, namesOfPictures } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { median, rounded } from './measure/statistics.ts'

/** Of each folder so many pictures are changed; all are compared. */
const CHANGED = 40
/** A capital's height, of the square root of the picture's area. */
const HEIGHTS = [1 / 80, 1 / 60, 1 / 40, 1 / 30, 1 / 20, 1 / 15]

const { data, half = '1' } = benchOptions(undefined, ['data', 'half'])

interface Known {
  name: string
  pixels(): Promise<Pixels>
}

async function known(): Promise<Known[][]> {
  if (!data) {
    const drawn = await benchPictures(undefined, Number.POSITIVE_INFINITY)
    return [drawn.map(({ name, bytes }) => ({ name, pixels: () => decode(bytes) }))]
  }
  return data.split(',').map((folder) =>
    namesOfPictures(folder)
      .filter((_, i) => i % 2 === Number(half))
      .map((name) => ({
        name: join(folder, name),
        pixels: () => decode(new Uint8Array(readFileSync(join(folder, name)))),
      })),
  )
}

function look(pixels: Pixels): Appearance {
  const appearance = appearanceOf(pixels)
  if (!appearance) throw new Error('an animation looks like nothing else')
  return appearance
}

const shareBand = (a: Appearance, b: Appearance) => a.bands.some((band, i) => band === b.bands[i])
const same = (a: Appearance, b: Appearance) => shareBand(a, b) && isNearCopy(a.signature, b.signature)

/** By the longer side. */
const SIZES = ['to 300 px', 'to 600 px', 'larger']

/** Hits and tries by what was done and how large the picture is. */
class Counts {
  private readonly counts = new Map<string, { what: string; size: string; n: number; band: number; same: number }>()

  add(what: string, { width, height }: Pixels, a: Appearance, b: Appearance): void {
    const size = SIZES[[300, 600, Number.POSITIVE_INFINITY].findIndex((most) => Math.max(width, height) <= most)]
    const key = `${what}|${size}`
    const count = this.counts.get(key) ?? { what, size, n: 0, band: 0, same: 0 }
    count.n++
    count.band += Number(shareBand(a, b))
    count.same += Number(same(a, b))
    this.counts.set(key, count)
  }

  rows(told: string) {
    const sizes = [...this.counts.values()]
    const whats = [...new Set(sizes.map(({ what }) => what))]
    return whats.map((what) => {
      const of = sizes.filter((count) => count.what === what)
      const sum = (key: 'n' | 'band' | 'same') => of.reduce((total, count) => total + count[key], 0)
      const each = of
        .sort((a, b) => SIZES.indexOf(a.size) - SIZES.indexOf(b.size))
        .map((count) => [count.size, `${count.same}/${count.n}`])
      return {
        what,
        n: sum('n'),
        'a band': sum('band'),
        [told]: shown(sum('same'), sum('n')),
        ...Object.fromEntries(each),
      }
    })
  }
}

function shown(hits: number, n: number): string {
  const { value, low, high } = rate(hits, n)
  return `${hits} = ${[value, low, high].map((x) => `${rounded(100 * x)} %`).join(' · ')}`
}

const copies = new Counts()
const words = new Counts()
const random = seeded(21)

async function tryCopies(pixels: Pixels): Promise<void> {
  const original = look(pixels)
  for (const [what, change] of Object.entries(CHANGES)) copies.add(what, pixels, original, look(await change(pixels)))
}

async function tryWords(pixels: Pixels): Promise<void> {
  const states: Record<string, Change> = { '': async (same) => same, ', resaved': resaved }
  for (const share of HEIGHTS) {
    for (const [kind, pairs] of Object.entries(PAIRS)) {
      const pair = pairs[Math.floor(random() * pairs.length)]
      const [text, other] = random() < 0.5 ? pair : pair.map((words) => words.toUpperCase())
      const line = {
        height: share * Math.sqrt(pixels.width * pixels.height),
        x: random(),
        y: random(),
        look: Math.floor(random() * 3),
      }
      const first = look(await lettered(pixels, text, line))
      const second = await lettered(pixels, other, line)
      for (const [state, change] of Object.entries(states)) {
        const what = `another ${kind}, ${rounded(100 * share)} % high${state}`
        words.add(what, pixels, first, look(await change(second)))
      }
    }
  }
}

/** All pictures by their bands, as a table's index has them; the pairs that share one, and those taken for the same. */
function compareAll(looks: { name: string; appearance: Appearance }[]) {
  const merged: [string, string][] = []
  let candidates = 0
  for (let i = 0; i < looks.length; i++) {
    for (let k = 0; k < i; k++) {
      if (!shareBand(looks[i].appearance, looks[k].appearance)) continue
      candidates++
      if (isNearCopy(looks[i].appearance.signature, looks[k].appearance.signature))
        merged.push([looks[k].name, looks[i].name])
    }
  }
  return { pictures: looks.length, pairs: (looks.length * (looks.length - 1)) / 2, candidates, merged }
}

/** Milliseconds of the processor's time: what else the machine does is not in them. */
function timed(repeats: number, work: () => unknown): number {
  const times = Array.from({ length: 25 }, () => {
    const start = process.cpuUsage()
    for (let i = 0; i < repeats; i++) work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000 / repeats
  })
  return rounded(median(times))
}

const looks: { name: string; appearance: Appearance }[] = []
for (const folder of await known()) {
  const step = Math.max(1, folder.length / CHANGED)
  for (const [i, { name, pixels }] of folder.entries()) {
    const picture = await pixels()
    const appearance = appearanceOf(picture)
    if (!appearance) continue
    looks.push({ name, appearance })
    if (Math.floor(i / step) === Math.floor((i - 1) / step)) continue
    await tryCopies(picture)
    await tryWords(picture)
  }
}
const all = compareAll(looks)
const square = { width: 1000, height: 1000, data: new Uint8Array(3e6).map((_, i) => (i * 7919) >> 3) }
const [{ appearance: one }] = looks
console.table(copies.rows('found'))
console.table(words.rows('taken for the same'))
report(
  'near-copies',
  [
    { what: 'pictures', figure: all.pictures },
    { what: 'pairs of them', figure: all.pairs },
    { what: 'pairs with a band in common', figure: all.candidates },
    { what: 'pairs taken for the same', figure: all.merged.length },
    { what: 'ms (CPU) for the appearance of 1000 x 1000', figure: timed(1, () => look(square)) },
    { what: 'ms (CPU) for comparing two', figure: timed(100, () => isNearCopy(one.signature, one.signature)) },
  ],
  { copies: copies.rows('found'), words: words.rows('taken for the same'), merged: all.merged },
)
