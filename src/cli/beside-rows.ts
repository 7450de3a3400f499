import { hear } from '../core/hear.ts'
import { type HeadFile, inputKind } from '../core/model/head.ts'
import { thresholdsOf } from '../core/model/levels.ts'
import { fitOf } from '../core/model/manifest.ts'
import { createLook } from '../core/second/second.ts'
import { readSecondFiles, type SecondFiles } from '../server/judge-pipeline.ts'
import type { Row } from '../training/data/dataset.ts'
import type { Judged } from '../training/measure/by-dataset.ts'
import { type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { UsageError } from './usage-error.ts'

/** What the first model, whose head is given, says of rows, with a second one beside it. Throws ModelError. */
export async function hearRows(
  judged: Judged,
  head: HeadFile,
  rows: Row[],
  second: SecondFiles,
  options: EmbeddingOptions,
): Promise<Judged> {
  const { beside, head: own } = await readSecondFiles(second)
  if (!beside.counts)
    throw new UsageError('untrained, a model beside changes nothing: give --beside-head, or --beside-veils')
  const fit = fitOf(beside.towers.resize)
  const embedder = await openEmbedder({ ...options, model: second.model, fit })
  try {
    const seen = await embedder.embed(rows, [])
    const look = createLook(embedder.towers, own)
    const probabilities: number[] = []
    for (const [i, { imageEmbedding, textEmbedding }] of judged.rows.entries()) {
      const probability = judged.probabilities[i]
      const { imageEmbedding: image } = seen[i]
      const thresholds = thresholdsOf(head, inputKind(imageEmbedding, textEmbedding))
      const heard = imageEmbedding && image && hear({ probability, thresholds }, beside, await look(image))
      probabilities.push(heard ? heard.probability : probability)
    }
    return { ...judged, probabilities }
  } finally {
    await embedder.close()
  }
}
