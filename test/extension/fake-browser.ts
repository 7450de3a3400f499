import { fakeBrowser } from '@webext-core/fake-browser'

// storage in memory, for settings that are read on import
Object.assign(globalThis, { browser: fakeBrowser })
