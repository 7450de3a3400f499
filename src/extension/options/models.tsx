import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { HUB } from '../../core/install/hub.ts'
import { type DamagedModel, modelBytes } from '../../core/install/installed.ts'
import type { Precision } from '../../core/model/hub-layout.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { say } from '../../runtime/browser/say.ts'
import { INSTALLED } from '../../runtime/browser/store.ts'
import { DEVICE_NAMES } from '../check-result.ts'
import { USES, type Use } from '../engine/stored-heads.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { currentHead } from '../ui/current-head.ts'
import { Scrolled } from '../ui/scrolled.tsx'
import {
  cancelInstall,
  damaged,
  install,
  installed,
  outcome,
  readModels,
  removeModel,
  started,
  underWay,
  useModel,
  verifyInstalled,
  verifying,
  webGpuPrecision,
} from './installing.ts'
import { SecondModel } from './second.tsx'
import { useWhenSeen } from './when-seen.ts'

/** What is offered where nothing else is typed: the model that most others are measured by. */
const OFFERED = 'Xenova/clip-vit-base-patch32'

/** A model's page on the hub, with its card. */
const pageOf = (name: string) => `${HUB}/${name}`

function Remove({ name }: { name: string }) {
  return (
    <ConfirmButton
      label={say('modelRemove')}
      question={say('modelSureRemove', { model: name })}
      onYes={() => removeModel(name)}
    />
  )
}

/** What a model does now, and whether there is a head for it, by which it could judge alone. */
function useOf(name: string): { use: Use; hasHead: boolean } {
  const { folder, second, secondSetAside } = currentHead.value ?? {}
  if (folder === INSTALLED + name) return { use: 'alone', hasHead: true }
  const beside = [second, secondSetAside].find((one) => one?.installed === name)
  return beside ? { use: 'beside', hasHead: beside.head !== null } : { use: 'none', hasHead: false }
}

function UseChoice({ name }: { name: string }) {
  const { use, hasHead } = useOf(name)
  return (
    <select
      name="use"
      aria-label={say('modelUseOf', { model: name })}
      value={use}
      onChange={({ currentTarget }) => useModel(name, currentTarget.value as Use)}
    >
      {USES.map((one) => (
        <option key={one} value={one} disabled={one === 'alone' && !hasHead}>
          {say(`modelUse_${one}`)}
        </option>
      ))}
    </select>
  )
}

function Installed({ model }: { model: ModelManifest }) {
  const { id, version, license, dtype } = model
  return (
    <tr data-model={id}>
      <th scope="row">
        <a href={pageOf(id)} target="_blank" rel="noreferrer">
          {id}
        </a>{' '}
        {version}
      </th>
      <td class="number" data-label={say('modelSize')}>
        {say.value({ bytes: modelBytes(model) })}
      </td>
      <td data-label={say('towersLicence')}>{license}</td>
      <td data-label={say('towersDevice')}>{dtype.webgpu === 'q8' ? DEVICE_NAMES.wasm : say('webGpuAndWasm')}</td>
      <td>
        <UseChoice name={id} />
      </td>
      <td>
        <div class="actions">
          <button
            type="button"
            class="second"
            name="verify"
            disabled={verifying.value !== null}
            onClick={() => verifyInstalled(model)}
          >
            {say('modelVerify')}
          </button>
          <Remove name={id} />
        </div>
      </td>
    </tr>
  )
}

function Damaged({ id, fault }: DamagedModel) {
  return (
    <p class="bad" data-damaged={id}>
      {say('modelDamaged', { detail: fault, model: id })}
      <span class="actions">
        <Remove name={id} />
      </span>
    </p>
  )
}

function Started({ name }: { name: string }) {
  return (
    <p data-started={name}>
      {say('modelStarted', { model: name })}
      <span class="actions">
        <button type="button" disabled={underWay.value !== null} onClick={() => install(name)}>
          {say('modelContinue')}
        </button>
        <Remove name={name} />
      </span>
    </p>
  )
}

function UnderWay() {
  const now = underWay.value
  if (!now) return null
  const { name, done, total, bytesPerSecond, waiting } = now
  const far = say('modelFar', { done: { bytes: done }, speed: { bytes: bytesPerSecond }, total: { bytes: total } })
  return (
    <div data-under-way={name}>
      <label>
        {say('modelComing', { model: name })} <progress max={total || 1} value={done} />
      </label>
      <p class="quiet">{waiting === null ? far : say('modelWaits', { why: waiting })}</p>
      <button type="button" class="second" onClick={cancelInstall}>
        {say('modelCancel')}
      </button>
      <p class="quiet">{say('modelKeepOpen')}</p>
    </div>
  )
}

function Outcome() {
  const told = outcome.value
  return (
    <>
      <p class="good" role="status">
        {verifying.value !== null && say('modelVerifying', { model: verifying.value })}
        {told && 'done' in told && say('modelDone', { model: told.done })}
        {told && 'whole' in told && say('modelWhole', { model: told.whole })}
      </p>
      <p class="bad" role="alert">
        {told && 'problem' in told && told.problem}
      </p>
    </>
  )
}

/** Bytes of the offered model's weights, by what WebGPU takes. */
const OFFERED_BYTES: Partial<Record<Precision, number>> = { fp16: 303e6, fp32: 606e6 }

/** The weights for WebGPU that are wanted, and those that this browser would run. */
const wantedForWebGpu = signal<Precision | null>(null)
const ranOnWebGpu = signal<Precision | null>(null)

async function readWebGpu(): Promise<void> {
  const precision = await webGpuPrecision()
  ranOnWebGpu.value = precision
  // the other one is twice as large
  wantedForWebGpu.value = precision === 'fp16' ? precision : null
}

function ForWebGpu() {
  useEffect(() => void readWebGpu(), [])
  const precision = ranOnWebGpu.value
  if (!precision) return null
  return (
    <p>
      <label>
        <input
          type="checkbox"
          name="for-webgpu"
          checked={wantedForWebGpu.value !== null}
          onChange={(event) => {
            wantedForWebGpu.value = event.currentTarget.checked ? precision : null
          }}
        />{' '}
        {say('modelForWebGpu', { precision, size: { bytes: OFFERED_BYTES[precision] ?? 0 } })}
      </label>
    </p>
  )
}

function Ask() {
  const name = useSignal(OFFERED)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void install(name.value.trim(), wantedForWebGpu.value ?? undefined)
      }}
    >
      <label>
        {say('modelName')}{' '}
        <input
          type="text"
          name="model"
          size={36}
          dir="ltr"
          required
          spellcheck={false}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
      </label>{' '}
      <button type="submit" disabled={underWay.value !== null}>
        {say('modelInstall')}
      </button>
      <ForWebGpu />
    </form>
  )
}

/** Models beside the bundled one: which there are, and how to have more. */
export function Models() {
  useWhenSeen(readModels)
  return (
    <div class="row" data-row="models">
      <h3>{say('models')}</h3>
      <p class="quiet">{say('modelsHint')}</p>
      {installed.value.length > 0 && (
        <Scrolled label={say('models')}>
          <table class="cards">
            <thead>
              <tr>
                <th scope="col">{say('towersName')}</th>
                <th scope="col">{say('modelSize')}</th>
                <th scope="col">{say('towersLicence')}</th>
                <th scope="col">{say('towersDevice')}</th>
                <th scope="col">{say('modelUse')}</th>
                <th scope="col">{say('modelChange')}</th>
              </tr>
            </thead>
            <tbody>
              {installed.value.map((model) => (
                <Installed key={model.id} model={model} />
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      <SecondModel />
      {damaged.value.map((model) => (
        <Damaged key={model.id} {...model} />
      ))}
      {started.value.map((name) => (
        <Started key={name} name={name} />
      ))}
      <UnderWay />
      <Ask />
      <Outcome />
    </div>
  )
}
