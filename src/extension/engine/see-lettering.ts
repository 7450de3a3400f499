import type { Lazy } from '../../core/lazy.ts'
import type { Pixels } from '../../core/picture/pixels.ts'
import type { Reader } from '../../core/reading/reader.ts'

/** A picture as small as a first look needs it. */
export type Glance = (bytes: Uint8Array<ArrayBuffer>, background?: string) => Promise<Pixels>

/** Whether a first look sees lettering; undefined for what can't be looked at, which its verdict tells. */
export function seeLettering(picture: Promise<Pixels>, reader: Lazy<Reader>): Promise<boolean | undefined> {
  const looked = Promise.all([picture, reader.get()]).then(([small, { seesLettering }]) => seesLettering(small))
  return looked.catch(() => undefined)
}
