import english from '../../../public/_locales/en/messages.json' with { type: 'json' }
import { createSay, type Look } from '../../core/say.ts'

type File = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>

/** Looks up messages of one file as browsers do. */
export function lookIn(messages: File): Look {
  return (key, values) => {
    const { message, placeholders = {} } = messages[key] ?? { message: '' }
    return message.replace(/\$(\w+)\$/g, (_, name) => values[Number(placeholders[name.toLowerCase()].content[1]) - 1])
  }
}

/** In English, as the command line and the server speak. */
export const say = createSay(lookIn(english))
