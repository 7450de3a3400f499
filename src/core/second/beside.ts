import { sigmoid } from '../model/calibration.ts'
import { createClassifier, fittedTo, type HeadFile, type ModelName } from '../model/head.ts'
import { type Thresholds, thresholdsOf } from '../model/levels.ts'
import type { ModelManifest } from '../model/manifest.ts'
import { sha256 } from '../sha256.ts'

/** What a second model's towers made of a picture. */
export interface Seen {
  /** Unit embedding [d]. */
  image: Float32Array
  /** P(offensive) by prompts alone; null where a head of its own was there. */
  zeroShot: number | null
}

/** How a second model that sees the picture is heard beside the first, which judges; the model itself is elsewhere. */
export interface Beside {
  /** Names the model and how it sees; what other towers saw is nothing to this one. */
  towers: SeeingTowers
  /** Whether a head of its own says what it sees; else prompts do. */
  trained: boolean
  /** Whether it can flag a picture; else it is told alone. */
  counts: boolean
  /** Names all that shapes a verdict. */
  name: string
  /** P(offensive) of the picture by itself; null where what was seen is too little to say. */
  says(seen: Seen): number | null
  /** The same on the first's scale, by the first's thresholds for this kind of input. */
  onScaleOf(thresholds: Thresholds, says: number): number
}

/** A model and how pictures are brought to its square. */
export type SeeingTowers = Pick<ModelName, 'id' | 'version'> & { resize: ModelManifest['image']['resize'] }

/** What a second model said of a picture, and what it was joined with. */
export interface Opinion extends Pick<Beside, 'towers' | 'trained' | 'counts'> {
  /** P(offensive) of the picture by itself, */
  probability: number
  /** and on the first model's scale. */
  onScale: number
  /** What the first model said. */
  first: number
}

interface Options {
  manifest: ModelManifest
  /** Its own head, and what names that; null where there is none. */
  head: { file: HeadFile; name: string } | null
  /** Whether it can flag pictures without a head, too. */
  mayVeil: boolean
}

/**
 * Prompts compared by CLIP's scale are surer than right, hence the temperature; nobody has measured from where on they
 * are right, hence a threshold that is high.
 */
const UNTRAINED = { temperature: 2, threshold: 0.9 }

/**
 * The rule by which both are joined: P = max(first, second on the first's scale). A second model can add to what is
 * flagged and take nothing away, since the first alone reads the words, and its levels are measured. On the first's
 * scale the second's own threshold lies where the first's balanced level is, so that a level means the same for both.
 */
export function createBeside({ manifest, head, mayVeil }: Options): Beside {
  const { id, version } = manifest
  const { resize } = (head ? fittedTo(head.file, manifest) : manifest).image
  const classify = head && createClassifier(head.file)
  const { temperature, threshold } = head
    ? { temperature: 1, threshold: thresholdsOf(head.file, 'picture').balanced }
    : UNTRAINED
  const counts = head !== null || mayVeil
  return {
    towers: { id, version, resize },
    trained: head !== null,
    counts,
    name: JSON.stringify([id, version, resize, head?.name ?? null, counts]),
    says: ({ image, zeroShot }) => (classify ? classify(image, null) : zeroShot),
    onScaleOf: ({ balanced }, says) => sigmoid((logitOf(says) - logitOf(threshold)) / temperature + logitOf(balanced)),
  }
}

/** Whether what was seen by one is what the other would see. */
export function seesAs(a: SeeingTowers, b: SeeingTowers): boolean {
  return a.id === b.id && a.version === b.version && a.resize === b.resize
}

/** The name of a head with a second model beside it: verdicts without it are other verdicts. */
export async function besideName(model: ModelName, beside: Beside | null): Promise<ModelName> {
  if (!beside) return model
  const bytes = new TextEncoder().encode(JSON.stringify([model.head, beside.name]))
  return { ...model, head: (await sha256(bytes)).slice(0, 12) }
}

/** A classifier may be as sure as 0 or 1. */
const LEAST = 1e-6

function logitOf(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability))
  return Math.log(p / (1 - p))
}
