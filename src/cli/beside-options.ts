import { resolve } from 'node:path'
import type { Command } from 'commander'
import { BUNDLED_MODEL } from '../core/model/manifest.ts'
import type { SecondFiles } from '../server/judge-pipeline.ts'
import { modelFolder } from './embedding.ts'
import { UsageError } from './usage-error.ts'

export interface BesideOptions {
  beside?: string
  besideHead?: string
  besideVeils?: boolean
}

/** A second model that sees the pictures. */
export function addBesideOptions(command: Command): Command {
  return command
    .option('--beside <name>', 'an installed model, or the folder of one, that sees the pictures beside the one above')
    .option('--beside-head <file>', 'a head.json that was trained for it; without one it is untrained, and told alone')
    .option('--beside-veils', 'lets it flag pictures untrained, too, where it is very sure')
}

/** Throws UsageError. */
export function secondOf({ beside, besideHead, besideVeils = false }: BesideOptions): SecondFiles | undefined {
  if (beside === undefined) {
    if (besideHead !== undefined || besideVeils)
      throw new UsageError('--beside-head and --beside-veils go with --beside')
    return undefined
  }
  if (beside === BUNDLED_MODEL)
    throw new UsageError('--beside is for another model: the bundled one can not be beside itself')
  if (besideHead !== undefined && besideVeils)
    throw new UsageError('--beside-veils is for a model without a head: with --beside-head it flags anyway')
  const head = besideHead === undefined ? undefined : resolve(besideHead)
  return { model: modelFolder(beside), head, mayVeil: besideVeils }
}
