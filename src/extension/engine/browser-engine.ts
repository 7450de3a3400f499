import { platform } from '../../runtime/browser/platform.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { loadTowersOnBestDevice } from './device.ts'
import { createEngine, type Engine } from './engine.ts'
import { createFetch } from './fetch-picture.ts'
import { createHeadStore } from './head-store.ts'

const IDLE_MS = 5 * 60_000

/** The engine as an extension page runs it, with the browser's own parts. */
export function createBrowserEngine(onIdle: () => void, idleMs = IDLE_MS): Engine {
  return createEngine({
    platform,
    loadTowers: loadTowersOnBestDevice,
    heads: createHeadStore(),
    cache: createVerdictCache(),
    fetchPicture: createFetch(),
    idleMs,
    onIdle,
  })
}
