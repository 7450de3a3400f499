/**
 * What nsfwjs itself says of 50 drawn pictures: test/fixtures/golden/sexual.json, to which the ONNX form is held. Once,
 * apart from the project's own packages, since TensorFlow.js is 300 MB:
 *   npm install --no-save nsfwjs@4.4.0 @tensorflow/tfjs@4.22.0 buffer@6 && node --import tsx towers/nsfwjs_golden.mjs
 */
import { writeFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { load } from 'nsfwjs/core'
import { MobileNetV2Model } from 'nsfwjs/models/mobilenet_v2'
import { blobs } from '../test/fixtures/blobs.ts'

const SIZES = [
  [320, 240],
  [224, 224],
  [97, 301],
  [640, 400],
  [60, 80],
]

const model = await load('MobileNetV2', { modelDefinitions: [MobileNetV2Model] })
const pictures = []
for (let seed = 1; seed <= 50; seed++) {
  const [width, height] = SIZES[seed % SIZES.length]
  const pixels = tf.tensor3d(Int32Array.from(blobs(width, height, seed).data), [height, width, 3], 'int32')
  pictures.push({
    width,
    height,
    seed,
    probabilities: Array.from(await model.infer(pixels).data(), (p) => Number(p.toFixed(6))),
  })
}
writeFileSync(new URL('../test/fixtures/golden/sexual.json', import.meta.url), `${JSON.stringify(pictures)}\n`)
