// What a worker process starts with: TypeScript, then the module that does its work.
import { register } from 'tsx/esm/api'
import workerpool from 'workerpool'

register()
// Ctrl+C reaches the whole group: the parent decides when its workers end, and without it they end by themselves
process.on('SIGINT', () => {})
// nobody is told anything any more: the parent ended, perhaps before workerpool could listen for that
process.on('error', () => process.exit(1))
const [module, data] = process.argv.slice(2)
const { answerJobs } = await import('./answer-jobs.ts')
const loading = import(module).then(({ createWork }) => createWork(JSON.parse(data)))
workerpool.worker({ work: answerJobs(loading) })
