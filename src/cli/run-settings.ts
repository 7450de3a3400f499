import { existsSync, readFileSync } from 'node:fs'
import {
  CALIBRATED_RUN,
  parseRunConfig,
  REPORT_RUNS,
  type RunConfig,
  readSettings,
  wideRuns,
} from '../training/head/run-config.ts'
import { UsageError } from './usage-error.ts'

/** Which runs are asked for; `fusion` and `seed` are those of each. */
export interface RunOptions {
  /** A JSON file, or settings as "name=value,name=value". */
  config?: string
  sweep?: 'report' | 'wide'
  fusion?: RunConfig['fusion']
  seed?: number
}

/** The runs that are asked for; the calibrated one where none is. Throws UsageError, and ConfigError by setting. */
export function configurations({ config, sweep, fusion, seed }: RunOptions): RunConfig[] {
  const more = { ...(fusion && { fusion }), ...(seed !== undefined && { seed }) }
  return settingsOf(config, sweep).map((settings) => parseRunConfig({ ...settings, ...more }))
}

function settingsOf(config: string | undefined, sweep: RunOptions['sweep']): object[] {
  if (sweep) return sweep === 'report' ? REPORT_RUNS : wideRuns()
  if (config === undefined) return [CALIBRATED_RUN]
  return [existsSync(config) ? readSettingsFile(config) : readSettings(config)]
}

function readSettingsFile(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`--config ${path} is not JSON: ${(error as Error).message}`)
  }
}
