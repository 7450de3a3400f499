import { writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { hubManifest, hubPaths, PRECISIONS, type Precision } from '../core/model/hub-layout.ts'
import { type ModelFile, type ModelManifest, readBytes } from '../core/model/manifest.ts'
import { sha256 } from '../core/sha256.ts'
import { readFile } from '../runtime/node/store.ts'

export function addInstall(program: Command): void {
  program
    .command('install')
    .description('make a downloaded CLIP usable by --model: writes a model.json that names its files and their hashes')
    .argument('<folder>', 'as the hub lays it out, such as a copy of Xenova/clip-vit-base-patch32')
    .addOption(new Option('--precision <which>', 'which weights').choices(PRECISIONS).default('fp32'))
    .action(async (folder: string, { precision }: { precision: Precision }) => {
      const manifest = await manifestOf(resolve(folder), precision)
      writeFileSync(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
      const { id, version, dimension } = manifest
      console.log(
        `${id} ${version}: ${dimension} values a picture or text. It has no head yet: memeveil train --model ${folder}`,
      )
    })
}

async function manifestOf(folder: string, precision: Precision): Promise<ModelManifest> {
  const file = async (path: string): Promise<ModelFile> => {
    const bytes = await readBytes(readFile, `${folder}/${path}`)
    return { path, bytes: bytes.length, sha256: await sha256(bytes) }
  }
  const { vision, text, tokenizer, tokenizerConfig } = hubPaths(precision)
  return hubManifest(readFile, folder, {
    id: basename(folder),
    license: 'as its source says',
    precision,
    files: {
      vision: await file(vision),
      text: await file(text),
      tokenizer: await file(tokenizer),
      tokenizerConfig: await file(tokenizerConfig),
    },
  })
}
