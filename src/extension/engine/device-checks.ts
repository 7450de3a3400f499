import type { DBSchema, IDBPDatabase } from 'idb'
import type { Device } from '../check-result.ts'
import { createDatabase, unlessLost } from '../database.ts'
import { listen } from './listen.ts'
import type { PartCheck } from './parity.ts'

/** What was compared, and on what. */
export interface Checked {
  /** The models, with their version. */
  models: string
  /** Adapter, driver and browser. */
  hardware: string
}

/** What a comparison of WebGPU with WASM found. */
export interface DeviceCheck {
  /** Milliseconds since 1970. */
  at: number
  parts: PartCheck[]
  /** Why nothing could be compared; else null. */
  fault: string | null
}

/** Whether all that could be compared is alike. */
export const isAlike = ({ parts }: DeviceCheck): boolean => parts.every(({ alike }) => alike)

/** Whether WebGPU took less time for all of it: SwiftShader, WebGPU on the processor, takes fifty times as long. */
export const isFaster = ({ parts }: DeviceCheck): boolean => {
  const total = (device: Device) => parts.reduce((sum, { ms }) => sum + ms[device], 0)
  return total('webgpu') < total('wasm')
}

/** WebGPU gave out while it was in use. */
export interface DeviceFailure {
  at: number
  why: string
  /** How often, without a day in between. */
  times: number
  /** From when on it is tried again. */
  again: number
}

interface Schema extends DBSchema {
  checks: { key: string; value: DeviceCheck }
  failures: { key: string; value: DeviceFailure }
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Not every browser names a driver, so that a new one may go unseen. */
const GOOD_FOR_MS = 30 * DAY_MS
/** What could not be compared may have lacked memory. */
const FAULT_FOR_MS = DAY_MS
/** A lost device may come of a sleeping machine, a second one so soon hardly does. */
const FIRST_PAUSE_MS = 15 * MINUTE_MS

/** Letters; onnxruntime tells the path of its source, too. */
const MOST_WHY = 200

/** What this machine's WebGPU was found to compute, and when it failed. */
export interface DeviceChecks {
  /** Null where there is none that still holds. */
  recall(of: Checked): Promise<DeviceCheck | null>
  keep(of: Checked, check: DeviceCheck): Promise<void>
  /** All that hold, on any hardware. */
  held(): Promise<DeviceCheck[]>
  /** The failure because of which WebGPU is left alone for now; of any hardware where none is named. */
  failure(hardware?: string): Promise<DeviceFailure | null>
  /** Notes that WebGPU gave out: each time within a day it is left alone for four times as long, a day at most. */
  fail(hardware: string, why: string): Promise<void>
  /** Forgets a failure: somebody wants it tried now. */
  forgive(hardware: string): Promise<void>
  clear(): Promise<void>
  /** Calls when another context of the extension changed any of this, until the returned function is called. */
  onChange(listener: () => void): () => void
}

const keyOf = ({ models, hardware }: Checked) => `${models} ${hardware}`

export function createDeviceChecks(now = Date.now): DeviceChecks {
  // the offscreen document has no storage API but this one
  const database = createDatabase<Schema>('devices', 1, (db) => {
    for (const store of ['checks', 'failures'] as const) db.createObjectStore(store)
  })
  const changes = new BroadcastChannel(DEVICES_CHANNEL)
  const tell = () => changes.postMessage(null)
  const holds = ({ at, fault }: DeviceCheck) =>
    now() - at < (fault === null ? GOOD_FOR_MS : FAULT_FOR_MS) && at <= now()
  return {
    recall: (of) =>
      unlessLost<DeviceCheck | null>(
        'No comparison can be read',
        async () => {
          const check = await (await database.get()).get('checks', keyOf(of))
          return check && holds(check) ? check : null
        },
        null,
      ),
    async keep(of, check) {
      await unlessLost('A comparison is not kept', async () => write(await database.get(), of, check, holds), undefined)
      tell()
    },
    held: async () => (await (await database.get()).getAll('checks')).filter(holds),
    async failure(hardware) {
      const read = async () => (await database.get()).getAll('failures', hardware)
      const failures = await unlessLost('No failure can be read', read, [])
      return failures.find(({ at, again }) => at <= now() && now() < again) ?? null
    },
    async fail(hardware, why) {
      const db = await database.get()
      await db.put('failures', failureAfter(await db.get('failures', hardware), now(), why), hardware)
      tell()
    },
    async forgive(hardware) {
      await (await database.get()).delete('failures', hardware)
      tell()
    },
    async clear() {
      const db = await database.get()
      await Promise.all([db.clear('checks'), db.clear('failures')])
      tell()
    },
    onChange: (listener) => listen(changes, listener),
  }
}

async function write(
  db: IDBPDatabase<Schema>,
  of: Checked,
  check: DeviceCheck,
  holds: (check: DeviceCheck) => boolean,
): Promise<void> {
  await dropOld(db, holds)
  await db.put('checks', check, keyOf(of))
}

async function dropOld(db: IDBPDatabase<Schema>, holds: (check: DeviceCheck) => boolean): Promise<void> {
  for (const key of await db.getAllKeys('checks')) {
    const check = await db.get('checks', key)
    if (check && !holds(check)) await db.delete('checks', key)
  }
}

function failureAfter(last: DeviceFailure | undefined, at: number, why: string): DeviceFailure {
  const times = last && at - last.at < DAY_MS ? last.times + 1 : 1
  return { at, why: why.slice(0, MOST_WHY), times, again: at + Math.min(DAY_MS, FIRST_PAUSE_MS * 4 ** (times - 1)) }
}

/** Says between contexts that another device may be used than before. */
export const DEVICES_CHANNEL = 'devices'
