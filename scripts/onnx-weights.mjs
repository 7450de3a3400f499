// ONNX files are protocol buffers (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): a message is a row of
// fields, each with its number and its type, and a tensor's numbers may stand in another file.

const VARINT = 0
const EIGHT_BYTES = 1
const LENGTH = 2
/** Numbers of fields: ModelProto.graph, GraphProto.initializer, and TensorProto's. */
const GRAPH = 7
const INITIALIZER = 5
const RAW_DATA = 9
const EXTERNAL_DATA = 13
const DATA_LOCATION = 14
const EXTERNAL = 1
/** Bytes; a smaller tensor may decide how a graph is optimised, and stays in it. */
const SMALLEST = 1024
/** Within the weights each tensor begins at a multiple of this. */
const ALIGNED = 64

/** @typedef {{ number: number, whole: Uint8Array, content: Uint8Array }} Field */

/** @param {Uint8Array} bytes @param {number} at @returns {[value: number, end: number]} */
function readVarint(bytes, at) {
  let value = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++]
    value += (byte & 127) * scale
    if (byte < 128) return [value, at]
  }
}

/** @param {Uint8Array} message @returns {Generator<Field>} */
function* fields(message) {
  for (let at = 0; at < message.length; ) {
    const start = at
    const [tag, from] = readVarint(message, at)
    const type = tag & 7
    let begin = from
    if (type === VARINT) at = readVarint(message, from)[1]
    else if (type === LENGTH) {
      const [length, behind] = readVarint(message, from)
      begin = behind
      at = behind + length
    } else at = from + (type === EIGHT_BYTES ? 8 : 4)
    yield { number: tag >>> 3, whole: message.subarray(start, at), content: message.subarray(begin, at) }
  }
}

/** @param {number} value */
function varint(value) {
  const bytes = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128)
  return Buffer.from([...bytes, value])
}

/** @param {number} number @param {Uint8Array} content */
const field = (number, content) => Buffer.concat([varint(number * 8 + LENGTH), varint(content.length), content])

/** A StringStringEntryProto. @param {string} key @param {string | number} value */
const entry = (key, value) =>
  field(EXTERNAL_DATA, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(String(value)))]))

/**
 * Takes the larger tensors' numbers out of a model; the graph says where they stand in the file `name`.
 * @param {Uint8Array} model @param {string} name
 */
export function splitWeights(model, name) {
  /** @type {Uint8Array[]} */
  const weights = []
  let end = 0
  /** @param {Uint8Array} tensor */
  function emptied(tensor) {
    const parts = [...fields(tensor)]
    const raw = parts.find(({ number }) => number === RAW_DATA)?.content
    if (!raw || raw.length < SMALLEST) return tensor
    const offset = end
    const gap = (ALIGNED - (raw.length % ALIGNED)) % ALIGNED
    weights.push(raw, new Uint8Array(gap))
    end += raw.length + gap
    const place = [entry('location', name), entry('offset', offset), entry('length', raw.length)]
    const kept = parts.filter(({ number }) => number !== RAW_DATA).map(({ whole }) => whole)
    return Buffer.concat([...kept, ...place, varint(DATA_LOCATION * 8 + VARINT), varint(EXTERNAL)])
  }
  /** @param {Uint8Array} message @param {number} wanted @param {(content: Uint8Array) => Uint8Array} change */
  const changed = (message, wanted, change) =>
    Buffer.concat(
      [...fields(message)].map(({ number, whole, content }) =>
        number === wanted ? field(number, change(content)) : whole,
      ),
    )
  const graph = changed(model, GRAPH, (content) => changed(content, INITIALIZER, emptied))
  return { graph, weights: Buffer.concat(weights) }
}
