import { createGraph, type OnnxGraph } from './onnx-graph.ts'

/**
 * CLIP ViT-B/32 by its shapes, with random weights: as slow as the trained one, and nobody's to download. Quantised as
 * its exports for the browser are: int8 weights, activations quantised as they come, attention and norms in float.
 */
interface Shape {
  tokens: number
  width: number
  heads: number
  mlp: number
}
const LAYERS = 12
const EMBEDDING = 512
const VISION: Shape = { tokens: 50, width: 768, heads: 12, mlp: 3072 }
const TEXT: Shape = { tokens: 77, width: 512, heads: 8, mlp: 2048 }
const WORDS = 49_408
const SIDE = 224
const PATCH = 32

let state = 1
/** Of -128 to 127, the same in every run. */
function randomInt8(length: number): Int8Array {
  const values = new Int8Array(length)
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    values[i] = state >>> 24
  }
  return values
}
const randomFloat = (length: number, size: number) => Float32Array.from(randomInt8(length), (value) => value * size)

/** Values of about one become values of about one. */
const scaleFor = (inputs: number) => 1 / (74 * Math.sqrt(inputs))

const floats = (graph: OnnxGraph, shape: number[], size = 0.001) =>
  graph.constant(
    'float',
    shape,
    randomFloat(
      shape.reduce((a, b) => a * b, 1),
      size,
    ),
  )
const number = (graph: OnnxGraph, value: number) => graph.constant('float', [], Float32Array.of(value))
const shapeOf = (graph: OnnxGraph, shape: number[]) =>
  graph.constant('int64', [shape.length], BigInt64Array.from(shape.map(BigInt)))

function linear(graph: OnnxGraph, x: string, inputs: number, outputs: number): string {
  const weights = graph.constant('int8', [inputs, outputs], randomInt8(inputs * outputs))
  const [quantised, scale, zero] = graph.nodes('DynamicQuantizeLinear', [x], 3)
  const noZero = graph.constant('int8', [], new Int8Array(1))
  const sums = graph.node('MatMulInteger', [quantised, weights, zero, noZero])
  const bothScales = graph.node('Mul', [scale, number(graph, scaleFor(inputs))])
  const product = graph.node('Mul', [graph.node('Cast', [sums], { to: 1 }), bothScales])
  return graph.node('Add', [product, floats(graph, [outputs])])
}

function normalised(graph: OnnxGraph, x: string, width: number): string {
  const ones = graph.constant('float', [width], new Float32Array(width).fill(1))
  return graph.node('LayerNormalization', [x, ones, floats(graph, [width])], { axis: -1, epsilon: { float: 1e-5 } })
}

function attention(graph: OnnxGraph, x: string, { tokens, width, heads }: Shape, mask?: string): string {
  const split = (order: number[]) => {
    const parts = graph.node('Reshape', [linear(graph, x, width, width), shapeOf(graph, [1, tokens, heads, -1])])
    return graph.node('Transpose', [parts], { perm: order })
  }
  const query = graph.node('Mul', [split([0, 2, 1, 3]), number(graph, 1 / Math.sqrt(width / heads))])
  const scores = graph.node('MatMul', [query, split([0, 2, 3, 1])])
  const shares = graph.node('Softmax', [mask ? graph.node('Add', [scores, mask]) : scores], { axis: -1 })
  const mixed = graph.node('Transpose', [graph.node('MatMul', [shares, split([0, 2, 1, 3])])], { perm: [0, 2, 1, 3] })
  return linear(graph, graph.node('Reshape', [mixed, shapeOf(graph, [1, tokens, width])]), width, width)
}

function transformer(graph: OnnxGraph, input: string, shape: Shape, mask?: string): string {
  const { width, mlp } = shape
  let x = input
  for (let layer = 0; layer < LAYERS; layer++) {
    x = graph.node('Add', [x, attention(graph, normalised(graph, x, width), shape, mask)])
    const hidden = linear(graph, normalised(graph, x, width), width, mlp)
    const gate = graph.node('Sigmoid', [graph.node('Mul', [hidden, number(graph, 1.702)])])
    x = graph.node('Add', [x, linear(graph, graph.node('Mul', [hidden, gate]), mlp, width)])
  }
  return x
}

/** The token at `index` in the space that both towers share. */
function projected(graph: OnnxGraph, x: string, { width }: Shape, index: number): string {
  const token = graph.node('Gather', [x, graph.constant('int64', [], BigInt64Array.of(BigInt(index)))], { axis: 1 })
  return linear(graph, normalised(graph, token, width), width, EMBEDDING)
}

export function visionTower(): Buffer {
  const graph = createGraph()
  const { tokens, width } = VISION
  const filters = floats(graph, [width, 3, PATCH, PATCH], scaleFor(3 * PATCH * PATCH))
  const patches = graph.node('Conv', ['pixel_values', filters], {
    strides: [PATCH, PATCH],
    kernel_shape: [PATCH, PATCH],
  })
  const rows = graph.node('Reshape', [patches, shapeOf(graph, [1, width, tokens - 1])])
  const embedded = graph.node('Transpose', [rows], { perm: [0, 2, 1] })
  const all = graph.node('Concat', [floats(graph, [1, 1, width]), embedded], { axis: 1 })
  const placed = graph.node('Add', [all, floats(graph, [1, tokens, width])])
  const output = projected(graph, transformer(graph, normalised(graph, placed, width), VISION), VISION, 0)
  return graph.file({ name: 'pixel_values', type: 'float', shape: [1, 3, SIDE, SIDE] }, output, [1, EMBEDDING])
}

export function textTower(): Buffer {
  const graph = createGraph()
  const { tokens, width } = TEXT
  const table = graph.constant('int8', [WORDS, width], randomInt8(WORDS * width))
  const words = graph.node('Cast', [graph.node('Gather', [table, 'input_ids'], { axis: 0 })], { to: 1 })
  const embedded = graph.node('Mul', [words, number(graph, 0.01)])
  const placed = graph.node('Add', [embedded, floats(graph, [1, tokens, width])])
  const later = Float32Array.from({ length: tokens ** 2 }, (_, i) => (i % tokens > Math.floor(i / tokens) ? -1e9 : 0))
  const mask = graph.constant('float', [1, 1, tokens, tokens], later)
  const output = projected(graph, transformer(graph, placed, TEXT, mask), TEXT, tokens - 1)
  return graph.file({ name: 'input_ids', type: 'int64', shape: [1, tokens] }, output, [1, EMBEDDING])
}
