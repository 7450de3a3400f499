const probability = { type: 'number', minimum: 0, maximum: 1, description: 'of being offensive' }

const change = {
  type: ['number', 'null'],
  description: 'probability with this part minus probability without it; null where there was none',
}

const contributions = {
  type: 'object',
  properties: {
    image: change,
    text: change,
    words: {
      type: 'array',
      items: { type: 'object', properties: { word: { type: 'string' }, change: { type: 'number' } } },
    },
    window: {
      type: ['string', 'null'],
      description: 'the part of a long text that counted, whose words these are; null where the whole text did',
    },
  },
}

const model = {
  type: 'object',
  properties: { id: { type: 'string' }, version: { type: 'string' }, head: { type: 'string' } },
}

const Verdict = {
  type: 'object',
  required: ['prediction', 'probability'],
  properties: {
    prediction: { type: 'string', enum: ['Offensive', 'Non-offensive'] },
    probability,
    text: { type: 'string', description: 'given or read' },
    contributions,
    model,
    ms: { type: 'object', additionalProperties: { type: 'number' }, description: 'milliseconds by stage' },
  },
}

const Health = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: ['ok', 'starting'] }, waiting: { type: 'integer' } },
}

/** What `sendError` sends. */
const ErrorAnswer = {
  type: 'object',
  required: ['statusCode', 'error', 'message'],
  properties: { statusCode: { type: 'integer' }, error: { type: 'string' }, message: { type: 'string' } },
}

/** The answers' schemas by name. */
export const schemas = { Verdict, Error: ErrorAnswer, Health }

/** A JSON body of one of them. */
export function jsonOf(name: keyof typeof schemas) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
}
