import { type Stages, totalMs } from '../../core/decide.ts'
import type { ModelName } from '../../core/model/head.ts'
import type { Report } from '../background/activity.ts'
import type { Settings } from '../settings.ts'

/** What the debug view tells; nothing in it is an address, a text or the name of a file. */
export interface DebugFacts {
  version: string
  browser: string
  model: ModelName
  ownHead: boolean
  adapter: string | null
  /** Names in the verdict cache. */
  cached: number
  /** Of the verdicts that were kept last, newest first. */
  times: Stages[]
  activity: Report
  settings: Settings
}

export const STAGES = ['decode', 'ocr', 'vision', 'text', 'head', 'ratings'] as const satisfies (keyof Stages)[]

/** Settings without those that name sites, or say what somebody would not see: of these only how many there are. */
function told({ sites, allow, block, topics, ...plain }: Settings): object {
  const counted = { allow: allow.length, block: block.length, topics: topics.length }
  return { ...plain, sites: Object.keys(sites).length, ...counted }
}

/** For a report of a fault, in lines of "what: value". */
export function debugText(facts: DebugFacts): string {
  const { model, activity, times } = facts
  const { devices, failures } = activity
  const lines = [
    `MemeVeil: ${facts.version}`,
    `Browser: ${facts.browser}`,
    `Model: ${model.id} ${model.version}, ${facts.ownHead ? 'own' : 'bundled'} head ${model.head}`,
    `WebGPU adapter: ${facts.adapter ?? 'none'}`,
    `Judged last on: ${devices ? `towers ${devices.towers}, reader ${devices.reader ?? 'none'}` : 'nothing'}`,
    `Under way: ${activity.underWay}`,
    `Names in the cache: ${facts.cached}`,
    `Settings: ${JSON.stringify(told(facts.settings))}`,
    'Milliseconds of the last verdicts:',
    ...times.map((ms) => `  ${Math.round(totalMs(ms))}: ${STAGES.map((s) => `${s} ${Math.round(ms[s])}`).join(', ')}`),
    'Not checked:',
    ...failures.map(({ at, kind }) => `  ${new Date(at).toISOString()} ${kind}`),
  ]
  return `${lines.join('\n')}\n`
}
