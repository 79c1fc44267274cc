// Fetches DuckDB's library into a folder that appears whole or not at all, so that two builds at once do no harm.
// Ends with 0, or with 1 and one sentence, or as the shell does where there is no node.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [platform, version, file, folder] = process.argv.slice(2)
const packageName = `@duckdb/node-bindings-${platform}`
const lockedPlatform = 'linux-x64'
const here = dirname(fileURLToPath(import.meta.url))
const draft = `${folder}.${process.pid}`

function npm(...args) {
  const run = spawnSync('npm', [...args, '--prefix', draft, '--fetch-retries', '2', '--fetch-retry-maxtimeout', '10000'], { cwd: draft, encoding: 'utf8', shell: process.platform === 'win32' })
  if (run.error?.code === 'ENOENT') return "npm is needed to fetch the embedded engine's library: install Node.js 20 or newer, which brings it"
  if (run.status === 0 && existsSync(join(draft, 'node_modules', packageName, file))) return null
  const reason = run.stderr.split('\n').find(line => /^npm error (?!code|errno|syscall)/.test(line))
  return `npm could not fetch ${packageName} ${version}, the embedded engine's library for ${platform}: ${reason ?? 'it has none for this machine'}`
}

function fetch() {
  copyFileSync(join(here, '.npmrc'), join(draft, '.npmrc'))
  if (platform !== lockedPlatform) return npm('install', '--no-save', '--no-package-lock', `${packageName}@${version}`)
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, name), join(draft, name))
  return npm('ci')
}

mkdirSync(draft, { recursive: true })
const problem = fetch()
if (problem === null) {
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another build was faster.
    if (!existsSync(join(folder, 'node_modules', packageName, file))) throw error
  }
}
rmSync(draft, { recursive: true, force: true })
if (problem !== null) {
  console.log(problem)
  process.exit(1)
}
