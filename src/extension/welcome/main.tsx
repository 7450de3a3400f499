import { render } from 'preact'
import { readCurrentHead } from '../ui/current-head.ts'
import { Page } from './page.tsx'

void readCurrentHead()
render(<Page />, document.getElementById('app') as HTMLElement)
