import packageJson from '../../package.json' with { type: 'json' }
import { jsonOf, LEVEL, schemas } from './openapi-schemas.ts'
import { LIMITS } from './upload.ts'

const error = (description: string, more = {}) => ({ description, content: jsonOf('Error'), ...more })

const form = {
  type: 'object',
  required: ['image'],
  properties: {
    image: {
      type: 'string',
      format: 'binary',
      description:
        'JPEG, PNG, WebP, GIF or AVIF; ' +
        `at most ${LIMITS.imageBytes / 1024 / 1024} MB and ${LIMITS.megapixels} megapixels`,
    },
    text: {
      type: 'string',
      description: "the picture's text; where it is absent or empty, the picture is read",
    },
  },
}

const predict = {
  summary: 'Judge one picture',
  parameters: [
    {
      name: 'explain',
      in: 'query',
      schema: { type: 'string', enum: ['1'] },
      description: 'also say what was read and what moved the probability',
    },
    {
      name: 'level',
      in: 'query',
      schema: LEVEL,
      description: "how readily to flag, instead of the server's own level or threshold; what each does: `GET /`",
    },
  ],
  requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } },
  responses: {
    200: { description: 'The verdict', content: jsonOf('Verdict') },
    400: error('No picture, an empty one, several, an unknown part, or an unknown level'),
    408: error('The request did not arrive in time'),
    413: error('Picture or text is too large'),
    415: error('Not multipart/form-data'),
    422: error('Not a readable picture, or its text is not English, or its lettering could not be read'),
    500: error('The picture could not be judged for a fault of the server'),
    503: error('Too many pictures wait, or this one took too long', {
      headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } },
    }),
  },
}

const model = {
  summary: 'Which model judges, and what its levels catch and flag',
  responses: { 200: { description: 'The model', content: jsonOf('Model') } },
}

const health = {
  summary: 'Whether pictures can be judged',
  responses: {
    200: { description: 'Ready', content: jsonOf('Health') },
    503: { description: 'Models are being loaded', content: jsonOf('Health') },
  },
}

const metrics = {
  summary: 'Figures for Prometheus',
  responses: { 200: { description: 'Text exposition format', content: { 'text/plain': {} } } },
}

const description = {
  summary: 'This description',
  responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
}

/** The service as OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'MemeVeil',
    version: packageJson.version,
    description: 'Tells whether a meme demeans, threatens or mocks people. Reads picture and words together.',
  },
  paths: {
    '/': { get: model },
    '/predict': { post: predict },
    '/health': { get: health },
    '/metrics': { get: metrics },
    '/openapi.json': { get: description },
  },
  components: { schemas },
}
