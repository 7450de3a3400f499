import { signal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { distrustsWebGpu } from '../../runtime/browser/gpu-adapter.ts'
import { say } from '../../runtime/browser/say.ts'
import { DEVICE_NAMES } from '../check-result.ts'
import { createDeviceChecks, type DeviceCheck, isAlike, isFaster } from '../engine/device-checks.ts'
import type { Part, PartCheck } from '../engine/parity.ts'
import { deviceTrouble } from '../ui/device-trouble.ts'
import { DeviceWarning, dateAndTime } from '../ui/device-warning.tsx'
import { change, settings } from '../ui/live-settings.ts'
import { ChoiceRow } from '../ui/rows.tsx'
import { Scrolled } from '../ui/scrolled.tsx'
import { adapterName } from './adapter.ts'
import type { Surveyed } from './device-survey.ts'
import { installed } from './installing.ts'

const CHOICES = { auto: say('device_auto'), webgpu: DEVICE_NAMES.webgpu, wasm: DEVICE_NAMES.wasm }
const adapter = signal<string | null>(null)
const surveyed = signal<Surveyed[] | null>(null)
const checking = signal(false)
const problem = signal('')

// with the models' code, which the rest of the page does without
const load = () => import('./device-survey.ts')

async function read(): Promise<void> {
  adapter.value = await adapterName()
  surveyed.value = adapter.value === null ? null : await (await load()).survey()
}

async function check(): Promise<void> {
  checking.value = true
  problem.value = ''
  try {
    await (await load()).checkHere()
  } catch (error) {
    problem.value = (error as Error).message
  }
  await read()
  checking.value = false
}

const figure = (value: number) => ({
  said: value.toLocaleString(say.locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 }),
})

function found({ measure, value, limit, texts, alike }: PartCheck, of: DeviceCheck): string {
  const [gpu, wasm] = texts ?? []
  const how = texts
    ? say('deviceTexts', { gpu: gpu ?? '', wasm: wasm ?? '' })
    : say(`deviceMeasure_${measure}`, { limit: figure(limit), value: figure(value) })
  const said = say(alike ? 'deviceAlike' : 'deviceDiffers', { how: { said: how } })
  return isAlike(of) && !isFaster(of) ? say('deviceSlower', { found: { said } }) : said
}

function untold({ check, lacks }: Surveyed): string {
  if (lacks !== null) return say('deviceLacks', { feature: lacks })
  return check?.fault ? say('deviceFault', { detail: check.fault }) : say('deviceUnchecked')
}

function Result({ of, part }: { of: Surveyed; part: Part }) {
  const done = of.check?.parts.find((one) => one.part === part)
  const ms = (value?: number) => (value === undefined ? '–' : say.value(Math.round(value)))
  return (
    <tr data-part={`${part} ${of.name}`} data-alike={done?.alike}>
      <th scope="row">
        {part === 'towers' ? say('devicePart_towers', { model: of.name }) : say(`devicePart_${part}`)}
      </th>
      <td>{done && of.check ? found(done, of.check) : untold(of)}</td>
      <td class="number">{ms(done?.ms.webgpu)}</td>
      <td class="number">{ms(done?.ms.wasm)}</td>
    </tr>
  )
}

function Results({ all }: { all: Surveyed[] }) {
  const times = all.flatMap(({ check }) => check?.at ?? [])
  return (
    <>
      <Scrolled label={say('devicesCheck')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('devicesPart')}</th>
              <th scope="col">{say('devicesFound')}</th>
              <th scope="col">{say('devicesMs', { device: DEVICE_NAMES.webgpu })}</th>
              <th scope="col">{say('devicesMs', { device: DEVICE_NAMES.wasm })}</th>
            </tr>
          </thead>
          <tbody>
            {all.flatMap((of) => of.parts.map((part) => <Result key={`${part} ${of.name}`} of={of} part={part} />))}
          </tbody>
        </table>
      </Scrolled>
      {times.length > 0 && (
        <p class="quiet">{say('devicesChecked', { time: { said: dateAndTime(Math.max(...times)) } })}</p>
      )}
      <div class="actions">
        <button type="button" disabled={checking.value} onClick={check}>
          {say('devicesCheckNow')}
        </button>
        <span role="status">{checking.value && say('devicesChecking')}</span>
        <span class="bad" role="alert">
          {problem.value}
        </span>
      </div>
    </>
  )
}

function adapterTold(): string {
  return adapter.value ?? say(distrustsWebGpu() ? 'webGpuDistrusted' : 'debugNoAdapter')
}

/** Where the models compute, whether they compute the same there, and how fast. */
export function Devices() {
  useSignalEffect(() => {
    // another model is another check
    if (installed.value) void read()
  })
  useEffect(() => createDeviceChecks().onChange(() => void (checking.value || read())), [])
  const { device } = settings.value
  return (
    <>
      <ChoiceRow
        name="device"
        label={say('device')}
        hint={say('deviceHint')}
        names={CHOICES}
        value={device}
        onChoose={(device) => change({ device })}
      />
      <div class="row" data-row="devices">
        <h3>{say('devicesCheck')}</h3>
        <dl>
          <dt>{say('debugAdapter')}</dt>
          <dd data-adapter>{adapterTold()}</dd>
        </dl>
        <DeviceWarning />
        {device !== 'wasm' && (
          <p class="quiet" dir="ltr" lang="en">
            {deviceTrouble.value.failure?.why}
          </p>
        )}
        {device === 'webgpu' && adapter.value === null && <p class="bad">{say('webGpuMissing')}</p>}
        {surveyed.value && <Results all={surveyed.value} />}
      </div>
    </>
  )
}
