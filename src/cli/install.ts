import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { HUB_PRECISIONS, hubManifest } from '../core/model/hub-layout.ts'
import { readFile } from '../runtime/node/store.ts'

export function addInstall(program: Command): void {
  program
    .command('install')
    .description('make a downloaded CLIP usable by --model: writes a model.json that names its files and their hashes')
    .argument('<folder>', 'as the hub lays it out, such as a copy of Xenova/clip-vit-base-patch32')
    .addOption(new Option('--precision <which>', 'which weights').choices(Object.keys(HUB_PRECISIONS)).default('fp32'))
    .action(async (folder: string, { precision }: { precision: keyof typeof HUB_PRECISIONS }) => {
      const manifest = await hubManifest(readFile, resolve(folder), precision)
      writeFileSync(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
      const { id, version, dimension } = manifest
      console.log(
        `${id} ${version}: ${dimension} values a picture or text. It has no head yet: memeveil train --model ${folder}`,
      )
    })
}
