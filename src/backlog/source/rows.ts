import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UserError } from '../../core/user-error.ts'
import { createPictureFolder } from '../../training/data/picture-folder.ts'
import type { Item } from './item.ts'
import { addressIn } from './locations.ts'
import { createNames } from './names.ts'

export interface Rows {
  /** What a row gives to judge; `row` is how people count it. Throws UserError ('table', 'usage'). */
  item(row: number, image: string | undefined, text: string | undefined): Promise<Item>
}

/** Makes items of a table's rows; `unit` is what its rows are called. Throws DatasetError where there is no folder. */
export function createRows(path: string, unit: 'line' | 'row', images: string | undefined): Rows {
  const pictures = images === undefined ? undefined : createPictureFolder(images)
  const names = createNames()

  async function locate(called: string, where: string): Promise<string | undefined> {
    const address = addressIn(called, where)
    if (address !== undefined || !pictures || images === undefined) return address
    try {
      return pathToFileURL(resolve(await pictures.find(called))).href
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      // one that is missing keeps none of the others from being judged: that it is, is found out when its turn comes
      return pathToFileURL(resolve(images, called)).href
    }
  }

  return {
    async item(row, image = '', text = '') {
      const called = image.trim()
      const where = `${path}, ${unit} ${row}`
      const location = called ? await locate(called, where) : undefined
      const said = text.trim() ? text : undefined
      if (called && location === undefined && said === undefined)
        throw new UserError('usage', `${where}: say by --images in which folder "${called}" is`)
      const name = called ? names.unique(called, row) : `${unit} ${row}`
      return { name, ...(location !== undefined && { location }), ...(said !== undefined && { text: said }) }
    },
  }
}
