import { INPUT_KINDS } from '../core/model/head.ts'
import { LEVELS } from '../core/model/levels.ts'
import { RATINGS } from '../core/model/ratings.ts'

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

const explanation = {
  type: 'object',
  description: 'the same in sentences',
  properties: {
    decision: { type: 'string', description: 'what was decided, by which probability, and where the line is' },
    reasons: { type: 'array', items: { type: 'string' }, description: 'what matters most first' },
    words: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          word: { type: 'string' },
          change: { type: 'number' },
          counts: { type: 'boolean', description: 'whether that is enough to be told' },
        },
      },
    },
  },
}

const model = {
  type: 'object',
  properties: { id: { type: 'string' }, version: { type: 'string' }, head: { type: 'string' } },
}

const second = {
  type: 'object',
  description: 'what a second model says of the picture alone, where the server has one',
  properties: {
    towers: {
      type: 'object',
      description: 'the model, and how it brings pictures to its square',
      properties: { id: { type: 'string' }, version: { type: 'string' }, resize: { type: 'string' } },
    },
    trained: { type: 'boolean', description: 'whether it has a head of its own; else prompts say it' },
    counts: { type: 'boolean', description: 'whether `probability` is the higher one of `first` and `onScale`' },
    probability: { ...probability, description: 'of being offensive, by it' },
    onScale: { ...probability, description: 'the same on the scale of the model that judges' },
    first: { ...probability, description: 'what the model that judges says' },
  },
}

/** Of a request or of the server. */
export const LEVEL = { type: 'string', enum: LEVELS }

/** A value for each of these names. */
const each = (names: readonly string[], schema: object, more = {}) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, schema])),
  ...more,
})

const share = {
  type: 'object',
  description: 'of `n` validation rows, with its 95 % interval',
  properties: {
    value: { type: 'number' },
    low: { type: 'number' },
    high: { type: 'number' },
    n: { type: 'integer' },
  },
}
const levelPoint = {
  type: 'object',
  properties: { threshold: probability, caught: share, flagged: share },
}

const Model = {
  type: 'object',
  required: ['model', 'sensitivity', 'levels', 'warning'],
  properties: {
    model: { type: 'object', properties: { id: { type: 'string' }, version: { type: 'string' } } },
    sensitivity: {
      type: 'object',
      description: 'how readily is flagged where a request names no level: by the threshold, if there is one',
      properties: { level: LEVEL, threshold: { type: ['number', 'null'] } },
    },
    levels: each(LEVELS, each(INPUT_KINDS, levelPoint), {
      type: ['object', 'null'],
      description: 'by level and by what there is to judge; null for a head without levels',
    }),
    warning: { type: ['string', 'null'], description: 'what a head without levels does at each of them' },
  },
}

const fit = { type: ['number', 'null'] }
const scores = {
  type: 'array',
  description: 'how well each topic that the server was started with fits; uncalibrated',
  items: { type: 'object', properties: { phrase: { type: 'string' }, probability: fit } },
}

const Verdict = {
  type: 'object',
  required: ['prediction', 'probability'],
  properties: {
    prediction: { type: 'string', enum: ['Offensive', 'Non-offensive'] },
    probability,
    shows: {
      type: 'array',
      items: { type: 'string' },
      description: 'the topics that the server was started with and the picture shows; absent without any',
    },
    kind: { type: 'string', enum: INPUT_KINDS, description: 'what there was to judge by' },
    weak: { type: ['string', 'null'], description: 'why the probability tells little' },
    thresholds: each(LEVELS, { type: 'number' }, { description: 'from which probability on each level flags' }),
    ratings: {
      type: 'object',
      description: 'probabilities of other things, which have nothing to do with `probability`; null without one',
      properties: { ...each(RATINGS, fit).properties, topics: scores },
    },
    text: { type: 'string', description: 'given or read' },
    contributions,
    explanation,
    second,
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
export const schemas = { Model, Verdict, Error: ErrorAnswer, Health }

/** A JSON body of one of them. */
export function jsonOf(name: keyof typeof schemas) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
}
