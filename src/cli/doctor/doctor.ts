import type { Command } from 'commander'
import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { RATINGS } from '../../core/model/ratings.ts'
import { modelFolder } from '../embedding.ts'
import { EXIT } from '../outcome.ts'
import {
  type Check,
  cache,
  installedModelChecks,
  machine,
  modelFiles,
  node,
  product,
  runtime,
  selfTest,
} from './checks.ts'

interface Options {
  cache: string
  model?: string
  json?: boolean
}

interface Finding {
  name: string
  ok: boolean
  found: string
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('tell what is installed, whether it is whole, and whether it judges as it should')
    .option('--model <name>', 'also this model: an installed one, or the folder of one')
    .option('--cache <folder>', 'where embeddings and readings are kept', '.cache')
    .option('--json', 'one JSON object')
    .action(run)
}

async function run({ cache: folder, model, json }: Options): Promise<void> {
  const checks = [
    ...[product, node, runtime, machine],
    modelFiles(BUNDLED_MODEL, 'model.json'),
    modelFiles('reader', 'reader.json'),
    ...RATINGS.map((rating) => modelFiles(rating, `${rating}.json`)),
    ...(await installedModelChecks()),
    ...(model === undefined ? [] : [modelFiles(modelFolder(model), 'model.json')]),
    cache(folder),
    selfTest,
  ]
  const findings: Finding[] = []
  for (const check of checks) {
    const finding = await examine(check)
    findings.push(finding)
    if (!json) console.log(`${finding.ok ? 'ok   ' : 'WRONG'} ${finding.name}: ${finding.found}`)
  }
  const ok = findings.every((finding) => finding.ok)
  if (json) console.log(JSON.stringify({ ok, checks: findings }, null, 2))
  if (!ok) process.exitCode = EXIT.failed
}

/** What is wrong with one thing keeps no other from being examined. */
export async function examine({ name, find }: Check): Promise<Finding> {
  try {
    return { name, ok: true, found: await find() }
  } catch (error) {
    return { name, ok: false, found: (error as Error).message }
  }
}
