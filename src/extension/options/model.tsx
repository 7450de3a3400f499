import { useSignal, useSignalEffect } from '@preact/signals'
import { modelBytes } from '../../core/install/installed.ts'
import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { say } from '../../runtime/browser/say.ts'
import { readFile } from '../../runtime/browser/store.ts'
import { currentHead } from '../ui/current-head.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import { type Table, tableBelow } from './card-table.ts'
import { Devices } from './devices.tsx'
import { HeadChoice } from './head-choice.tsx'
import { Models } from './models.tsx'
import { Section } from './section.tsx'

async function readCard(): Promise<Table | null> {
  const card = new TextDecoder().decode(await readFile(`${BUNDLED_MODEL}/MODEL_CARD.md`))
  return tableBelow(card, '## How good it is')
}

function Towers() {
  if (!currentHead.value) return null
  const { manifest } = currentHead.value
  return (
    <div class="row" data-row="towers">
      <h3>{say('towers')}</h3>
      <dl>
        <dt>{say('towersName')}</dt>
        <dd>
          {manifest.id} {manifest.version}
        </dd>
        <dt>{say('modelSize')}</dt>
        <dd>{say.value({ bytes: modelBytes(manifest) })}</dd>
        <dt>{say('towersLicence')}</dt>
        <dd>{manifest.license}</dd>
      </dl>
    </div>
  )
}

/** Key figures as the card that ships with the model has them. */
function Card() {
  const table = useSignal<Table | null>(null)
  useSignalEffect(() => {
    void readCard().then((read) => {
      table.value = read
    })
  })
  if (!table.value) return null
  const [head, ...rows] = table.value
  return (
    <div class="row" data-row="card" dir="ltr">
      <Scrolled label={say('card')}>
        <table lang="en">
          <caption lang={say.locale} dir={say.direction}>
            {say('card')}
          </caption>
          <thead>
            <tr>
              {head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, i) => (
                  <td key={head[i + 1]} class="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p class="quiet" dir={say.direction}>
        {say('cardHint')}
      </p>
    </div>
  )
}

/** What judges, where it runs, and how good it is. */
export function Model() {
  return (
    <Section id="model" title={say('model')}>
      <HeadChoice />
      <Towers />
      <Devices />
      <Models />
      <Card />
    </Section>
  )
}
