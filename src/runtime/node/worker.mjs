// What a worker process starts with: TypeScript, then the module that does its work.
import { register } from 'tsx/esm/api'
import workerpool from 'workerpool'

register()
// Ctrl+C reaches the whole group: the parent decides when its workers end, and without it they end by themselves
process.on('SIGINT', () => {})
const [module, data] = process.argv.slice(2)
const { createWork } = await import(module)
workerpool.worker({ work: await createWork(JSON.parse(data)) })
