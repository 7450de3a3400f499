import type { Counts, Store } from '../store/store.ts'
import type { BacklogQueue } from './queue.ts'

export interface BacklogStatus extends Counts {
  name: string
  run: number
  /** In its source, as far as that was read. */
  pictures: number
  /** Whether its source was read to its end. */
  whole: boolean
}

export interface FleetStatus {
  backlogs: BacklogStatus[]
  batches: Record<string, number>
  paused: boolean
  workers: number
  /** The latest batches that were set aside. */
  setAside: { batch: string; reasons: Record<string, string>; pictures: number; error: string }[]
}

const SHOWN = 20

export async function statusOf(queue: BacklogQueue, store: Store): Promise<FleetStatus> {
  const [backlogs, batches, paused, workers, failed] = await Promise.all([
    backlogsOf(store),
    queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
    queue.isPaused(),
    queue.getWorkersCount(),
    queue.getFailed(0, SHOWN - 1),
  ])
  const setAside = failed.map(({ id = '', data, failedReason }) => ({
    ...{ batch: id, pictures: data?.items?.length ?? 0, error: failedReason },
    reasons: data?.reasons ?? {},
  }))
  return { backlogs, batches, paused, workers, setAside }
}

/** Each by its latest run. */
export async function backlogsOf(store: Store): Promise<BacklogStatus[]> {
  return Promise.all(
    (await store.backlogs()).map(async ({ name, run, pictures, ended }) => ({
      ...{ name, run, pictures, whole: ended },
      ...(await store.counts(name, run)),
    })),
  )
}
