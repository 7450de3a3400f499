import { fakeBrowser } from '@webext-core/fake-browser'
import { vi } from 'vitest'
import english from '../../public/_locales/en/messages.json' with { type: 'json' }
import { oneByOne } from '../../src/extension/one-by-one.ts'
import { lookIn } from '../../src/runtime/node/say.ts'

const look = lookIn(english)
Object.assign(fakeBrowser.i18n, {
  getUILanguage: () => 'en',
  getMessage: (key: string, values: string[]) => look(key, values),
})
// Node 20 has none; one context needs no more than an order
const inTurn = oneByOne()
const locks = { request: (_: string, work: () => Promise<unknown>) => inTurn(work) }
if (!globalThis.navigator) Object.assign(globalThis, { navigator: {} })
Object.defineProperty(navigator, 'locks', { value: locks })
// storage in memory, for settings that are read on import
Object.assign(globalThis, { browser: fakeBrowser })
vi.mock('webextension-polyfill', () => ({ default: fakeBrowser }))
