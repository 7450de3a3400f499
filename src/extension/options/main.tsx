import { render } from 'preact'
import { HeadChoice } from './head-choice.tsx'

function Options() {
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" />
        <h1>MemeVeil options</h1>
      </header>
      <HeadChoice />
    </>
  )
}

render(<Options />, document.getElementById('app') as HTMLElement)
