import { render } from 'preact'
import { say } from '../../runtime/browser/say.ts'
import { readCurrentHead } from '../ui/current-head.ts'
import { speak } from '../ui/language.ts'
import { Page } from './page.tsx'

speak(say('welcome'))
void readCurrentHead()
render(<Page />, document.getElementById('app') as HTMLElement)
