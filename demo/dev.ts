import { develop } from './watch.ts'

const name = process.argv.includes('firefox') ? 'firefox' : 'chrome'
const development = await develop(name, { headless: process.argv.includes('--headless') })
console.log(`The demo feed is open in ${name}; a saved source reloads it. Close it, or press Ctrl+C here, to end.`)
development.onReloaded(() => console.log('Reloaded.'))
await Promise.race([development.browser.closed, new Promise((resolve) => process.once('SIGINT', resolve))])
await development.close()
