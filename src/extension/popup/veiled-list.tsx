import { useEffect } from 'preact/hooks'
import { apartSaid } from '../../core/explanation.ts'
import { counting } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import { sendToTab } from '../protocol.ts'
import { settings } from '../ui/live-settings.ts'
import type { PagePicture } from './pictures.ts'
import { previews, wantPreview } from './previews.ts'
import type { Page } from './state.ts'

/** Of a page without end. */
const MOST = 30
interface VeiledProps {
  veiled: PagePicture[]
  page: Pick<Page, 'tab' | 'address' | 'isPrivate'>
}

function wordsOf({ state, probability, ratings, text }: PagePicture): string {
  if (state === 'blocked') return say('captionBlocked')
  const what = probability === null ? [] : [say('captionOffensive', { percent: { percent: probability } })]
  const rated = counting(ratings, settings.value).map((one) => apartSaid(say, one))
  const said = [...what, ...rated].join(say('comma'))
  const read = text.replace(/\s+/g, ' ').trim()
  return said && read ? say('told', { what: { said }, why: read }) : said || read
}

/** What was veiled on the page, each with a small picture that is blurred until it is looked at. */
export function VeiledList({ veiled, page }: VeiledProps) {
  const first = veiled.slice(0, MOST)
  useEffect(() => {
    for (const { address } of first) void wantPreview(address, page)
  })
  const show = ({ id, frame }: PagePicture) => void sendToTab(page.tab, 'popup-to-content: reveal', { id }, frame)
  return (
    <ul class="veiled">
      {first.map((picture) => {
        const preview = previews.value.get(picture.address)
        return (
          <li key={`${picture.frame} ${picture.id}`}>
            <button type="button" title={say('showOnPage')} onClick={() => show(picture)}>
              {preview ? <img src={preview} alt="" /> : <span class="blank" />}
              <span class="words">
                <bdi>{wordsOf(picture)}</bdi>
                {picture.state === 'revealed' && <span class="quiet"> {say('isShown')}</span>}
              </span>
            </button>
          </li>
        )
      })}
      {veiled.length > MOST && <li class="quiet">{say.count('andMore', veiled.length - MOST)}</li>}
    </ul>
  )
}
