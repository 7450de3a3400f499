import * as v from 'valibot'
import { FUSIONS, type Fusion, fuse, fusedLength } from './fusion.ts'
import { ModelError, type ModelManifest, parseManifest } from './model-manifest.ts'

/** What an expected feed looks like at a threshold: rates on the head's validation rows. */
const OperatingPoint = v.object({ threshold: v.number(), recall: v.number(), falsePositiveRate: v.number() })

/** head.json: the report's BinaryClassifier, a linear layer over the fused embeddings, with its calibration. */
export const HeadFile = v.object({
  format: v.literal(1),
  model: v.object({ id: v.string(), version: v.string() }),
  preprocessing: v.string(),
  fusion: v.picklist(FUSIONS),
  dimension: v.number(),
  bias: v.pipe(v.number(), v.finite()),
  weights: v.array(v.pipe(v.number(), v.finite())),
  temperature: v.pipe(v.number(), v.minValue(0.01)),
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  operatingPoints: v.array(OperatingPoint),
  trainedOn: v.record(v.string(), v.number()),
  validation: v.record(v.string(), v.unknown()),
})
export type HeadFile = v.InferOutput<typeof HeadFile>

/** Names everything that shapes a tower's input: a head trained on other pixels or tokens must not be used. */
export function preprocessingId(manifest: ModelManifest): string {
  return `${manifest.image.resize}-${manifest.image.size}/nfkc/${manifest.text.maxTokens}`
}

/** Checks that head.json is well-formed and belongs to this model and preprocessing. Throws ModelError. */
export function parseHead(json: unknown, manifest: ModelManifest, where: string): HeadFile {
  const head = parseManifest(HeadFile, json, where)
  const made = `${head.model.id}@${head.model.version}`
  const here = `${manifest.id}@${manifest.version}`
  if (made !== here) throw new ModelError(`${where} was trained for the model ${made}, but the model here is ${here}: train it again`)
  if (head.preprocessing !== preprocessingId(manifest)) {
    throw new ModelError(`${where} was trained on the preprocessing ${head.preprocessing}, but the model's is ${preprocessingId(manifest)}: train it again`)
  }
  const wanted = fusedLength(head.fusion as Fusion, manifest.dimension)
  if (head.dimension !== manifest.dimension || head.weights.length !== wanted) {
    throw new ModelError(`${where} has ${head.weights.length} weights, ${wanted} are needed: train it again`)
  }
  return head
}

/** The linear layer: fused embeddings → logit. Pass null for an absent modality. */
export function logit(head: HeadFile, image: Float32Array | null, text: Float32Array | null): number {
  const fused = fuse(head.fusion, head.dimension, image, text)
  let sum = head.bias
  for (let i = 0; i < fused.length; i++) sum += fused[i] * head.weights[i]
  return sum
}
