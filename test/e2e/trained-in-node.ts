import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHub } from '../../src/core/install/hub.ts'
import { installModel } from '../../src/core/install/install.ts'
import { createModelStore } from '../../src/runtime/node/model-store.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { succeed } from '../fixtures/command.ts'
import type { LocalHub } from '../fixtures/hub.ts'

type Memeveil = (...args: string[]) => Promise<string>

/** Installs the hub's model in Node, below `folder`; a command line that knows it, with paths from `folder`. */
export async function memeveilWith(hub: LocalHub, folder: string): Promise<Memeveil> {
  const models = join(folder, 'models')
  await installModel({
    hub: createHub({ address: hub.address }),
    store: createModelStore(models),
    name: hub.name,
    precision: 'q8',
    signal: new AbortController().signal,
    host: platform,
    onProgress: () => {},
  })
  const env = { ...process.env, MEMEVEIL_MODELS: models }
  return async (...args) => (await succeed(args, { env, cwd: folder })).out
}

/** Trains a head for the model on a picture in `folder`; its path. */
export async function trainHead(memeveil: Memeveil, name: string, folder: string, picture: string): Promise<string> {
  const rows = Array.from({ length: 12 }, (_, i) => {
    return `${picture},women drive ${i},${i % 2 ? 'offensive' : 'non-offensive'},${i < 8 ? 'train' : 'val'}`
  })
  writeFileSync(join(folder, 'table.csv'), ['image_name,sentence,label,split', ...rows].join('\n'))
  await memeveil('train', '--model', name, '--csv', 'table.csv', '--images', '.', '--out', 'mine')
  return join(folder, 'mine/head.json')
}
