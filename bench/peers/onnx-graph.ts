/** The few messages of ONNX's protobuf that a graph without control flow is made of. */
const TYPES = { float: 1, int8: 3, int64: 7 } as const
type ElementType = keyof typeof TYPES

type Attribute = number | number[] | { float: number }
type Value = number | string | Uint8Array | Value[]

function varint(value: number): number[] {
  const bytes: number[] = []
  let left = BigInt.asUintN(64, BigInt(value))
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
  return [...bytes, Number(left)]
}

/** A field: numbers as varints, all else by its length; a list repeats the field. */
function field(id: number, value: Value): Buffer {
  if (Array.isArray(value)) return Buffer.concat(value.map((one) => field(id, one)))
  if (typeof value === 'number') return Buffer.from([...varint(id << 3), ...varint(value)])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([Buffer.from([...varint((id << 3) | 2), ...varint(bytes.length)]), bytes])
}

const message = (fields: Record<number, Value>) =>
  Buffer.concat(Object.entries(fields).map(([id, value]) => field(Number(id), value)))

function attribute(name: string, value: Attribute): Buffer {
  if (typeof value === 'number') return message({ 1: name, 3: value, 20: 2 })
  if (Array.isArray(value)) return message({ 1: name, 8: value, 20: 7 })
  const float = Buffer.alloc(5)
  float[0] = (2 << 3) | 5
  float.writeFloatLE(value.float, 1)
  return Buffer.concat([message({ 1: name, 20: 1 }), float])
}

function valueInfo(name: string, type: ElementType, shape: number[]): Buffer {
  const dimensions = shape.map((size) => message({ 1: size }))
  return message({ 1: name, 2: message({ 1: message({ 1: TYPES[type], 2: message({ 1: dimensions }) }) }) })
}

/** A graph that grows node by node; every call returns the name of what it made. */
export interface OnnxGraph {
  constant(type: ElementType, shape: number[], data: ArrayBufferView): string
  node(op: string, inputs: string[], attributes?: Record<string, Attribute>): string
  /** As `node`, for one with several outputs. */
  nodes(op: string, inputs: string[], outputs: number): string[]
  /** The file's bytes: a model of one input and one output. */
  file(input: { name: string; type: ElementType; shape: number[] }, output: string, shape: number[]): Buffer
}

export function createGraph(): OnnxGraph {
  const made: Buffer[] = []
  const constants: Buffer[] = []
  let count = 0
  const name = () => `t${count++}`
  function nodes(op: string, inputs: string[], outputs: number, attributes: Record<string, Attribute> = {}) {
    const names = Array.from({ length: outputs }, name)
    const described = Object.entries(attributes).map(([key, value]) => attribute(key, value))
    made.push(message({ 1: inputs, 2: names, 4: op, 5: described }))
    return names
  }
  return {
    constant(type, shape, { buffer, byteOffset, byteLength }) {
      const id = name()
      const data = new Uint8Array(buffer, byteOffset, byteLength)
      constants.push(message({ 1: shape, 2: TYPES[type], 8: id, 9: data }))
      return id
    },
    node: (op, inputs, attributes) => nodes(op, inputs, 1, attributes)[0],
    nodes: (op, inputs, outputs) => nodes(op, inputs, outputs),
    file(input, output, shape) {
      const inputs = valueInfo(input.name, input.type, input.shape)
      const graph = { 1: made, 2: 'peer', 5: constants, 11: inputs, 12: valueInfo(output, 'float', shape) }
      return message({ 1: 8, 7: message(graph), 8: message({ 2: 17 }) })
    },
  }
}
