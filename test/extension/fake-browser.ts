import { fakeBrowser } from '@webext-core/fake-browser'
import { vi } from 'vitest'
import english from '../../public/_locales/en/messages.json' with { type: 'json' }
import { lookIn } from '../../src/runtime/node/say.ts'

const look = lookIn(english)
Object.assign(fakeBrowser.i18n, {
  getUILanguage: () => 'en',
  getMessage: (key: string, values: string[]) => look(key, values),
})
// storage in memory, for settings that are read on import
Object.assign(globalThis, { browser: fakeBrowser })
vi.mock('webextension-polyfill', () => ({ default: fakeBrowser }))
