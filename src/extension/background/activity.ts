import type { CheckResult, Devices, UnknownKind } from '../check-result.ts'

/** What the background did since it last started, without any address or text. */
export interface Report {
  /** Pictures and texts that are being checked or wait for it. */
  underWay: number
  /** Where the last one was judged; null before the first. */
  devices: Devices | null
  /** What could not be checked, the last first, and when (`Date.now`). */
  failures: { at: number; kind: UnknownKind }[]
}

const MOST_FAILURES = 20

/** Keeps what the options page's debug view tells. */
export interface Activity {
  note(result: CheckResult): void
  report(underWay: number): Report
}

export function createActivity(): Activity {
  let devices: Devices | null = null
  let failures: Report['failures'] = []
  return {
    note(result) {
      if (result.state === 'judged') devices = result.devices ?? devices
      else if (result.kind !== 'cancelled') {
        failures = [{ at: Date.now(), kind: result.kind }, ...failures].slice(0, MOST_FAILURES)
      }
    },
    report: (underWay) => ({ underWay, devices, failures }),
  }
}
