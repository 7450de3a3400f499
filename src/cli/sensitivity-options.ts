import { type Command, Option } from 'commander'
import type { Sensitivity } from '../core/decide.ts'
import { LEVELS, type Level } from '../core/model/levels.ts'
import { numberOption } from './number-option.ts'

export interface SensitivityOptions {
  level?: Level
  threshold?: number
}

const LEVEL =
  'how readily to flag: gentle flags least, of offensive and of harmless ones, strict flags most (default: balanced)'
const THRESHOLD = 'flag from here on instead, whatever there is to judge by'

/** A level or a threshold, not both. */
export function addSensitivityOptions(command: Command): Command {
  return command
    .addOption(new Option('--level <level>', LEVEL).choices(LEVELS))
    .addOption(new Option('--threshold <probability>', THRESHOLD).argParser(numberOption(0, 1)).conflicts('level'))
}

export function sensitivityOf({ level, threshold }: SensitivityOptions): Sensitivity {
  return { level: level ?? 'balanced', threshold: threshold ?? null }
}
