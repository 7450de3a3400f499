import { render } from 'preact'
import { say } from '../../runtime/browser/say.ts'
import { speak } from '../ui/language.ts'
import { Page } from './page.tsx'

speak(say('optionsTitle'))
render(<Page />, document.getElementById('app') as HTMLElement)
