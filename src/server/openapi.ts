import { LIMITS } from './upload.ts'

const error = (description: string, more = {}) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  ...more,
})
const json = (schema: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } })
const probability = { type: 'number', minimum: 0, maximum: 1 }
const change = {
  type: ['number', 'null'],
  description: 'probability with this part minus probability without it; null where there was none',
}

/** The service as OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'MemeVeil',
    version: '1',
    description: 'Tells whether a meme demeans, threatens or mocks people. Reads picture and words together.',
  },
  paths: {
    '/predict': {
      post: {
        summary: 'Judge one picture',
        parameters: [
          {
            name: 'explain',
            in: 'query',
            schema: { type: 'string', enum: ['1'] },
            description: 'also say what was read and what moved the score',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['image'],
                properties: {
                  image: {
                    type: 'string',
                    format: 'binary',
                    description: `JPEG, PNG, WebP, GIF or AVIF; at most ${LIMITS.bytes / 1024 / 1024} MB and ${LIMITS.megapixels} megapixels`,
                  },
                  text: {
                    type: 'string',
                    description: "the picture's text; where it is absent or empty, the picture is read",
                  },
                },
              },
            },
          },
        },
        responses: {
          200: { description: 'The verdict', content: json('Verdict') },
          400: error('No picture, an empty one, several, or an unknown part'),
          408: error('The request did not arrive in time'),
          413: error('Picture or text is too large'),
          415: error('Not multipart/form-data'),
          422: error('Not a readable picture, or its text is not English'),
          503: error('Too many pictures wait, or this one took too long', {
            headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } },
          }),
        },
      },
    },
    '/health': {
      get: {
        summary: 'Whether pictures can be judged',
        responses: {
          200: { description: 'Ready', content: json('Health') },
          503: { description: 'Models are being loaded', content: json('Health') },
        },
      },
    },
    '/metrics': {
      get: {
        summary: 'Figures for Prometheus',
        responses: { 200: { description: 'Text exposition format', content: { 'text/plain': {} } } },
      },
    },
    '/openapi.json': {
      get: {
        summary: 'This description',
        responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
      },
    },
  },
  components: {
    schemas: {
      Verdict: {
        type: 'object',
        required: ['prediction', 'probability'],
        properties: {
          prediction: { type: 'string', enum: ['Offensive', 'Non-offensive'] },
          probability: { ...probability, description: 'of being offensive' },
          text: { type: 'string', description: 'given or read' },
          contributions: {
            type: 'object',
            properties: {
              image: change,
              text: change,
              words: {
                type: 'array',
                items: { type: 'object', properties: { word: { type: 'string' }, change: { type: 'number' } } },
              },
            },
          },
          model: {
            type: 'object',
            properties: { id: { type: 'string' }, version: { type: 'string' }, head: { type: 'string' } },
          },
          ms: { type: 'object', additionalProperties: { type: 'number' }, description: 'milliseconds by stage' },
        },
      },
      Error: {
        type: 'object',
        required: ['statusCode', 'error', 'message'],
        properties: { statusCode: { type: 'integer' }, error: { type: 'string' }, message: { type: 'string' } },
      },
      Health: {
        type: 'object',
        required: ['status'],
        properties: { status: { type: 'string', enum: ['ok', 'starting'] }, waiting: { type: 'integer' } },
      },
    },
  },
}
