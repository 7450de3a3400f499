import * as v from 'valibot'
import type { Message } from '../../core/say.ts'
import { type FieldError, fieldErrors, parseSettings, type Settings } from '../settings.ts'

const FORMAT = 'memeveil-settings'
/** Of the file around the settings; a change to what old files mean gets a new one. */
const VERSION = 1
const MOST_CHARACTERS = 2_000_000

const Envelope = v.strictObject({
  format: v.literal(FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  settings: v.record(v.string(), v.unknown()),
})

export function writeSettingsFile(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, settings }, null, 2)}\n`
}

/** The settings of a file, all of them, or all that is wrong with it: then nothing of it is to be used. */
export function readSettingsFile(text: string): { settings: Settings } | { errors: FieldError[] } {
  if (text.length > MOST_CHARACTERS) return wholly(['fileTooLong'])
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return wholly(['fileNoJson', { detail: (error as Error).message }])
  }
  const parsed = v.safeParse(Envelope, json)
  if (!parsed.success) return { errors: fieldErrors(parsed.issues) }
  const { version, settings } = parsed.output
  if (version > VERSION) {
    return { errors: [{ field: 'version', message: ['fileNewer', { version, known: VERSION }] }] }
  }
  const read = parseSettings(settings)
  if ('settings' in read) return read
  return { errors: read.errors.map(({ field, message }) => ({ field: `settings.${field}`, message })) }
}

const wholly = (message: Message) => ({ errors: [{ field: '', message }] })
